package dev.retention.internal.store;

import static java.util.Objects.requireNonNull;

/**
 * A further column of events.
 *
 * @param name how it is asked for
 * @param type what its values are
 */
public record ColumnKind(String name, Type type) {
    /** Refuses nulls. */
    public ColumnKind {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }

    /** What the values of a column are. */
    public enum Type {
        /** Texts, each with a number. */
        TEXT("texts"),
        /** Whole numbers. */
        NUMBER("numbers"),
        /** Minor units of the store's currency. */
        MONEY("amounts of money"),
        /** Civil days, each known once it has come. */
        DAY("days"),
        /** Civil days that are known beforehand. */
        PLANNED_DAY("planned days");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /** The values in words, for messages. */
        public String words() {
            return words;
        }

        /** Whether the values are civil days. */
        public boolean isDay() {
            return this == DAY || this == PLANNED_DAY;
        }
    }
}
