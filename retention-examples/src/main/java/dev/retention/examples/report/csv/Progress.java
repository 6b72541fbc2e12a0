package dev.retention.examples.report.csv;

/** Told now and then how far the reading is. */
@FunctionalInterface
public interface Progress {

    /**
     * Takes how far it is.
     *
     * @param lines how many lines are read
     * @param bytes how many bytes are read
     * @param size how many there are, or 0 if that is not known
     */
    void read(long lines, long bytes, long size);
}
