package dev.retention.examples.report.csv;

/** What one line of a file of subscriptions says. */
public enum Rows {
    /** A subscription, or one of its states, with the day on which it begins and, if it has one, that on which it ends. */
    STATE("states"),
    /** What a subscription is from a day on, until its next line. */
    CHANGE("changes"),
    /** What a customer is worth in a month. */
    MONTH("months");

    private final String preset;

    Rows(String preset) {
        this.preset = preset;
    }

    /** The name of the preset of plain files of this kind. */
    String preset() {
        return preset;
    }
}
