package dev.retention.rule;

import dev.retention.time.Timeline;
import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;

/** The serialised form of a tally: what it counts, and its bytes, which are checked on reading. */
record TravellingTally<C>(String definition, Timeline timeline, Cells<C> cells, byte[] bytes) implements Serializable {
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
