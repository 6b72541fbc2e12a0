package dev.retention.time;

import java.io.Serial;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The serialised form of a timeline, which is checked on reading. */
record TravellingTimeline(
        Grain grain,
        LocalDateTime completeBefore,
        @Nullable Period first,
        @Nullable ZoneId zone) implements Serializable {

    @Serial
    private Object readResolve() {
        Timeline open = Timeline.completeBefore(grain, completeBefore);
        Timeline from = first == null ? open : open.from(first);
        return zone == null ? from : from.inZone(zone);
    }
}
