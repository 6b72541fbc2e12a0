package dev.retention.examples.review.count;

import dev.retention.Proportion;
import dev.retention.examples.report.figures.Finding.Tone;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Found;
import dev.retention.loss.Finding;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.loss.LossItem;
import dev.retention.loss.LossReview;
import dev.retention.loss.LossTable;
import dev.retention.loss.Scoreboard.Metric;
import dev.retention.loss.ScoreboardLine;
import dev.retention.rule.Group;
import dev.retention.trend.PeriodComparison.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The three sentences that a manager should know: what was found beyond chance, and where that is less, what was counted. */
final class FindingsCalculator {

    private static final double CONFIDENCE = 0.95;

    private final LossReview<String> review;
    private final LossTable<String>.InPeriod in;
    private final Map<String, String> names;
    private final Openings openings;
    private final boolean reasons;
    private final int days;

    /** @param names the names of signals for people, by their definitions */
    FindingsCalculator(
            LossReview<String> review, Map<String, String> names, Openings openings, boolean reasons, int days) {
        this.review = review;
        this.in = review.losses();
        this.names = Map.copyOf(names);
        this.openings = openings;
        this.reasons = reasons;
        this.days = days;
    }

    List<Found> findings() {
        List<Found> all = new ArrayList<>();
        review.headlines().forEach(each -> all.add(found(each)));
        facts().forEach(fact -> {
            if (all.size() < LossReview.HEADLINES) {
                all.add(fact);
            }
        });
        return all;
    }

    private Found found(Finding<String> finding) {
        String words = finding.words();
        for (Map.Entry<String, String> name : names.entrySet()) {
            words = words.replace(name.getKey(), name.getValue());
        }
        return new Found(
                new dev.retention.examples.report.figures.Finding(Tone.WORSE, Words.capital(words) + "."),
                openings.count(
                        "found:" + Openings.slug(finding.name()),
                        "lost in " + review.period() + ", " + names.getOrDefault(finding.name(), finding.name()),
                        finding.customers(),
                        finding::members));
    }

    private List<Found> facts() {
        List<Found> facts = new ArrayList<>();
        change().ifPresent(facts::add);
        if (in.lost() > 0 && reasons) {
            reason().ifPresent(facts::add);
        }
        if (review.lossTable().items().contains(LossItem.SILENT)) {
            in.silent().ifPresent(share -> facts.add(fact(
                    LossesCalculator.rate(share) + " left in silence: no reason is known, and nothing was heard of them"
                            + " in the " + days + " days before",
                    cell("silent", "left in silence", LossItem.SILENT))));
        }
        if (facts.isEmpty()) {
            in.rate().ifPresent(rate -> facts.add(fact(
                    LossesCalculator.rate(rate) + " of those who were there at the start were lost",
                    cell("lost", "lost, of those at the start", LossItem.LOST))));
        }
        return facts;
    }

    private Cell cell(String name, String title, LossItem item) {
        return openings.count(
                "found:" + name, title + " (" + in.period() + ")", in.customers(item), () -> in.members(item));
    }

    /** The losses against last year, or the period before. */
    private Optional<Found> change() {
        Optional<ScoreboardLine<String>> line = review.scoreboard().flatMap(board -> board.line(Metric.LOST));
        Reference reference = line.flatMap(each -> each.earlier(Reference.LAST_YEAR)).isPresent()
                ? Reference.LAST_YEAR
                : Reference.BEFORE;
        return line.filter(each -> each.figures().rate().isPresent())
                .flatMap(each -> each.earlier(reference)
                        .flatMap(earlier -> earlier.rate().map(before -> {
                            Optional<String> beyond = each.change(reference, CONFIDENCE);
                            boolean more = each.figures().rate().orElseThrow().asDouble() > before.asDouble();
                            return new Found(
                                    new dev.retention.examples.report.figures.Finding(
                                            beyond.isEmpty() ? Tone.UNCLEAR : more ? Tone.WORSE : Tone.BETTER,
                                            "Lost were " + LossesCalculator.rate(each.figures().rate().orElseThrow())
                                                    + " of those at the start, "
                                                    + beyond.orElse("against " + LossesCalculator.rate(before)
                                                            + (reference == Reference.LAST_YEAR
                                                                    ? " in the same period last year"
                                                                    : " in the period before")
                                                            + ": no clear change")
                                                    + "."),
                                    openings.count(
                                            "found:change",
                                            "lost in " + in.period() + ", of those at the start",
                                            each.figures().customers(),
                                            each::members));
                        })));
    }

    private Optional<Found> reason() {
        return in.pareto(Recorded.NOW).rows().stream().findFirst().map(row -> {
            Group reason = row.group();
            long customers = row.amount().longValueExact();
            return fact(
                    "The most frequent reason is “" + reason.label() + "”: "
                            + LossesCalculator.rate(Proportion.of(customers, in.lost())) + " of all lost",
                    openings.count(
                            "found:reason",
                            "lost in " + in.period() + ", reason " + reason.label(),
                            customers,
                            () -> review.lossTable()
                                    .byReason(Recorded.NOW)
                                    .in(reason)
                                    .in(in.period())
                                    .members(LossItem.LOSSES)));
        });
    }

    private static Found fact(String words, Cell customers) {
        return new Found(new dev.retention.examples.report.figures.Finding(Tone.FACT, words + "."), customers);
    }
}
