/** The vocabulary of retention at the level of counts. */
@NullMarked
package dev.retention;

import org.jspecify.annotations.NullMarked;
