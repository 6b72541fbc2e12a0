package dev.retention.examples.report.csv;

import java.util.ArrayList;
import java.util.List;

/** Counts something that happens on lines, and keeps the numbers of the first few. */
final class Occurrences {

    private long count;
    private final List<Long> first = new ArrayList<>(DataNote.FIRST);

    void add(long line) {
        if (count++ < DataNote.FIRST) {
            first.add(line);
        }
    }

    long count() {
        return count;
    }

    List<Long> first() {
        return first;
    }
}
