/** How are customers served? */
@NullMarked
package dev.retention.benchmarks.service;

import org.jspecify.annotations.NullMarked;
