/** What the other packages compute with; not exported. */
@NullMarked
package dev.retention.internal;

import org.jspecify.annotations.NullMarked;
