package dev.retention.examples.report.count;

import dev.retention.history.Members;
import java.util.function.Supplier;

/**
 * A figure that opens to its customers.
 *
 * @param title what they have in common
 * @param members who they are, asked for where they are listed
 */
record Listed(String title, Supplier<Members<String>> members) {}
