/**
 * Which customers? Groups and what they bring, recency, frequency and money, concentration, orders in sequence, referrals, loyalty and cost to serve.
 */
@NullMarked
package dev.retention.segment;

import org.jspecify.annotations.NullMarked;
