package dev.retention.examples.report.figures;

import java.util.List;
import java.util.Optional;

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
}
