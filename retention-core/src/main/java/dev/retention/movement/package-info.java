/**
 * Who came, who left? Customers and their money from one period to the next.
 */
@NullMarked
package dev.retention.movement;

import org.jspecify.annotations.NullMarked;
