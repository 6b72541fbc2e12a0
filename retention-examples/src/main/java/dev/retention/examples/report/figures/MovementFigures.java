package dev.retention.examples.report.figures;

import dev.retention.time.CellState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who came and who left.
 *
 * @param movements one entry for each period from the first order on
 * @param latest the figures of the latest complete period, if there is one after the first
 */
public record MovementFigures(List<Movement> movements, Optional<KeyFigures> latest) {

    public MovementFigures {
        movements = List.copyOf(movements);
    }

    /**
     * Whether most of those who ordered again had paused for a period or more: then a customer who did not order in one is not lost
     * yet, and what comes of taking them for lost is too low.
     */
    public boolean mostPause() {
        return mostPause(movements);
    }

    /** The same of these movements. */
    public static boolean mostPause(List<Movement> movements) {
        return sum(movements, Movement::reactivated) > sum(movements, Movement::retained);
    }

    private static long sum(List<Movement> movements, Function<Movement, Flow> flow) {
        return movements.stream()
                .filter(each -> each.state() == CellState.OBSERVED)
                .mapToLong(each -> flow.apply(each).customers())
                .sum();
    }
}
