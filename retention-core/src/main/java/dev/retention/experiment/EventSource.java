package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.History;
import dev.retention.time.Timeline;

/** What is seen in the events of the window. */
enum EventSource implements OutcomeSource {
    /** Whether there is one. */
    ANY("any event", false) {
        @Override
        void look(History history, OutcomeWindow window) {
            window.set(window.firstEvent(history) < window.endEvent(history) ? 1 : 0);
        }
    },
    /** How many there are. */
    NUMBER("number of events", false) {
        @Override
        void look(History history, OutcomeWindow window) {
            window.set(window.endEvent(history) - window.firstEvent(history));
        }
    },
    /** What they come to. */
    AMOUNT("sum of amounts", true) {
        @Override
        void look(History history, OutcomeWindow window) {
            window.set(sum(history, window.firstEvent(history), window.endEvent(history)));
        }
    },
    /** What they come to, over how many there are. */
    AMOUNT_PER_EVENT("sum of amounts per event", true) {
        @Override
        void look(History history, OutcomeWindow window) {
            int first = window.firstEvent(history);
            int end = window.endEvent(history);
            window.set(sum(history, first, end), end - first);
        }
    },
    /** All changes of recurring value until the end of the window. */
    VALUE("recurring value at the end", true) {
        @Override
        void look(History history, OutcomeWindow window) {
            window.set(value(history, window.endEvent(history)));
        }
    },
    /** The same over those before it, of customers who had some. */
    VALUE_RETAINED("recurring value at the end per that at the start", true) {
        @Override
        void look(History history, OutcomeWindow window) {
            long start = value(history, window.firstEvent(history));
            if (start > 0) {
                window.set(value(history, window.endEvent(history)), start);
            }
        }
    };

    private final String words;
    private final boolean readsAmounts;

    EventSource(String words, boolean readsAmounts) {
        this.words = words;
        this.readsAmounts = readsAmounts;
    }

    abstract void look(History history, OutcomeWindow window);

    private static long sum(History history, int first, int end) {
        long sum = 0;
        for (int event = first; event < end; event++) {
            sum = Math.addExact(sum, history.amount(event));
        }
        return sum;
    }

    private static long value(History history, int end) {
        long value = sum(history, 0, end);
        checkArgument(
                value >= 0,
                "recurring value must not fall below 0, as it does on %s: a change is missing",
                value < 0 ? history.date(end - 1) : "");
        return value;
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public boolean readsAmounts() {
        return readsAmounts;
    }

    @Override
    public Reader reader(Timeline periods) {
        return this::look;
    }
}
