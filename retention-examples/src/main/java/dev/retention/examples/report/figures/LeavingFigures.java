package dev.retention.examples.report.figures;

import dev.retention.Interval;
import dev.retention.examples.report.figures.ServiceFigures.Opened;
import java.util.List;
import java.util.Optional;

/**
 * What went before losses.
 *
 * @param days within how many days before a period
 * @param felt what may go before a loss, each
 */
public record LeavingFigures(int days, List<Felt> felt) {

    /** Copies. */
    public LeavingFigures {
        felt = List.copyOf(felt);
    }

    /** After what customers are clearly lost more often. */
    public List<Felt> more() {
        return felt.stream()
                .filter(each ->
                        each.interval().filter(range -> range.lower() > 1).isPresent())
                .toList();
    }

    /** After what they are clearly lost less often. */
    public List<Felt> fewer() {
        return felt.stream()
                .filter(each ->
                        each.interval().filter(range -> range.upper() < 1).isPresent())
                .toList();
    }

    /** After what there is no clear difference. */
    public List<Felt> unclear() {
        return felt.stream()
                .filter(each -> !more().contains(each) && !fewer().contains(each))
                .toList();
    }

    /**
     * Something that may go before a loss. Customers count once in each period for which they were live at its start.
     *
     * @param name what it is
     * @param exposed of whom it was so
     * @param exposedLost how many of them were lost in the period
     * @param others of whom it was not
     * @param othersLost how many of these were lost
     * @param ratio of the two risks, held against each other within tenures and periods; empty if there is none
     * @param interval where it lies
     * @param now the customers of whom it is so at the start of the latest period
     */
    public record Felt(
            String name,
            long exposed,
            long exposedLost,
            long others,
            long othersLost,
            Optional<Double> ratio,
            Optional<Interval> interval,
            Opened now) {}
}
