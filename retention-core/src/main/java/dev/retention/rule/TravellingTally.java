package dev.retention.rule;

import dev.retention.time.Timeline;
import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;

/** The serialised form of a tally: what it counts, and its bytes, which are checked on reading. */
final class TravellingTally<C> implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final String definition;
    private final Timeline timeline;
    private final Cells<C> cells;
    private final byte[] bytes;

    TravellingTally(String definition, Timeline timeline, Cells<C> cells, byte[] bytes) {
        this.definition = definition;
        this.timeline = timeline;
        this.cells = cells;
        this.bytes = bytes;
    }

    @Serial
    private Object readResolve() throws InvalidObjectException {
        try {
            return Tally.read(definition, timeline, cells, bytes);
        } catch (IllegalArgumentException e) {
            InvalidObjectException invalid = new InvalidObjectException(e.getMessage());
            invalid.initCause(e);
            throw invalid;
        }
    }
}
