/** Figures and tables through Jackson. */
@NullMarked
package dev.retention.examples.json;

import org.jspecify.annotations.NullMarked;
