package dev.retention.rule;

import java.util.Arrays;

/** What a rule named of one customer, to be named again to several sinks: so the rule runs once however many groupings there are. */
final class Recording {
    private static final int CELL = 0;
    private static final int CELL_AND_AMOUNT = 1;
    private static final int SPAN = 2;
    private static final int SPAN_AND_AMOUNT = 3;
    private static final int EVENT = 4;
    private static final int DAY = 5;

    private long[] words = new long[32];
    private int size;

    void clear() {
        size = 0;
    }

    void cell(int cell) {
        put(CELL, cell);
    }

    void cell(int cell, long amount) {
        put(CELL_AND_AMOUNT, cell, amount);
    }

    void span(int row, int from, int to) {
        put(SPAN, row, from, to);
    }

    void span(int row, int from, int to, long amount) {
        put(SPAN_AND_AMOUNT, row, from, to, amount);
    }

    void anchoredAt(int event) {
        put(EVENT, event);
    }

    void anchoredOn(long epochDay) {
        put(DAY, epochDay);
    }

    private void put(long kind, long first) {
        room(2);
        words[size++] = kind;
        words[size++] = first;
    }

    private void put(long kind, long first, long second) {
        put(kind, first);
        room(1);
        words[size++] = second;
    }

    private void put(long kind, long first, long second, long third) {
        put(kind, first, second);
        room(1);
        words[size++] = third;
    }

    private void put(long kind, long first, long second, long third, long fourth) {
        put(kind, first, second, third);
        room(1);
        words[size++] = fourth;
    }

    private void room(int more) {
        if (size + more > words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
    }

    /** Names everything again, in the order in which it was named. */
    void replay(CellSink sink) {
        int i = 0;
        while (i < size) {
            int kind = (int) words[i];
            long first = words[i + 1];
            switch (kind) {
                case CELL -> sink.add((int) first);
                case CELL_AND_AMOUNT -> sink.add((int) first, words[i + 2]);
                case SPAN -> sink.addSpan((int) first, (int) words[i + 2], (int) words[i + 3]);
                case SPAN_AND_AMOUNT -> sink.addSpan((int) first, (int) words[i + 2], (int) words[i + 3], words[i + 4]);
                case EVENT -> sink.anchoredAt((int) first);
                default -> sink.anchoredOn(first);
            }
            i += kind == CELL || kind >= EVENT ? 2 : kind == CELL_AND_AMOUNT ? 3 : kind == SPAN ? 4 : 5;
        }
    }
}
