package dev.retention.experiment;

import dev.retention.time.Timeline;

/** Whether there is an event on some days of the window, or on any day before the exposure. */
record DaysSource(int fromDay, int toDay) implements OutcomeSource {
    private static final long serialVersionUID = 1;

    @Override
    public String words() {
        return "any event on days " + fromDay + " to " + (toDay - 1);
    }

    @Override
    public Reader reader(Timeline periods) {
        return (history, window) -> {
            int first = window.isPast()
                    ? window.firstEvent(history)
                    : window.firstFrom(history, window.from() + fromDay);
            window.set(first < window.endEvent(history) ? 1 : 0);
        };
    }
}
