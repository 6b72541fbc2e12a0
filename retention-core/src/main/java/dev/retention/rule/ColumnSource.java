package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Groups by the texts in a column of events.
 *
 * @param column the name of the column
 */
record ColumnSource(String column) implements GroupSource {
    private static final long serialVersionUID = 1;

    ColumnSource {
        requireNonNull(column, "column");
    }

    @Override
    public Reader reader() {
        return new LabelReader.OfColumn(column);
    }

    @Override
    public Optional<String> textColumn() {
        return Optional.of(column);
    }

    @Override
    public String readingInWords(Grouping.Reading reading) {
        return "of event columns, " + GroupSource.words(reading);
    }

    @Override
    public GroupSource on(String track) {
        return new TrackSource(this, track);
    }
}
