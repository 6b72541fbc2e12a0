package dev.retention.examples.report.csv;

import java.util.Locale;
import java.util.function.LongSupplier;

/** Says how far a reading is and how long it still takes, if it goes on as it went. */
public final class TimeLeft {

    private final LongSupplier nanos;
    private final long start;

    /**
     * @param nanos a clock that counts nanoseconds from some moment on
     */
    public TimeLeft(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** Such as {@code 45 %, 12 s left}; empty where the size is not known. */
    public String after(long bytes, long size) {
        if (size <= 0 || bytes <= 0) {
            return "";
        }
        double share = Math.min(1, (double) bytes / size);
        double left = seconds() * (1 - share) / share;
        return String.format(Locale.ROOT, "%.0f %%, %.0f s left", 100 * share, Math.ceil(left));
    }

    /** The seconds since the beginning. */
    public double seconds() {
        return (nanos.getAsLong() - start) / 1e9;
    }
}
