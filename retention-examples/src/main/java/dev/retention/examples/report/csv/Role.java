package dev.retention.examples.report.csv;

/** What a column of a file of subscriptions can say: the option that names it, and the word of a preset for it. */
enum Role {
    CUSTOMER("customer"),
    SUBSCRIPTION("subscription"),
    START("start"),
    END("end"),
    CANCELLED("cancelled"),
    TRIAL_END("trial-end"),
    PAUSED("paused"),
    PRICE("price"),
    MRR("mrr"),
    INTERVAL("interval"),
    INTERVAL_COUNT("interval-count"),
    QUANTITY("quantity"),
    PLAN("plan"),
    FAMILY("family"),
    REASON("reason"),
    MODE("mode"),
    STATUS("status"),
    TENURE("tenure"),
    CHURNED("churned");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The word for it in a preset. */
    String word() {
        return word;
    }

    /** The option that names its column. */
    String option() {
        return "--" + word + "-column";
    }
}
