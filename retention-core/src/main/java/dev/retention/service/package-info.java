/**
 * How are customers served? Complaints and how they are answered, what customers say of us, promises and contacts, the people on both
 * sides, the journey, and money owed.
 *
 * <p>What a company knows of its service lies beside the orders or contracts as further tracks of the same customers: {@code tickets},
 * {@code scores}, {@code contacts}, {@code goals}, {@code journey} and {@code invoices}. Each has a reader that refuses rows which
 * contradict themselves, and methods that count items of every period, so that every figure has its customers. What is open at the end of
 * the data is neither answered nor missed: it bounds shares and is censored in times.
 */
@NullMarked
package dev.retention.service;

import org.jspecify.annotations.NullMarked;
