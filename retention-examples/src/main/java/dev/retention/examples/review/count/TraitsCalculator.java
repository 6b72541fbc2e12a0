package dev.retention.examples.review.count;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.loss.Trait;
import dev.retention.loss.TraitPairs;
import dev.retention.loss.TraitRanking;
import dev.retention.loss.TraitTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what the lost have in common. */
final class TraitsCalculator {

    private static final double LEVEL = 0.05;
    private static final double CONFIDENCE = 0.95;

    private final Optional<TraitTable<String>> table;
    private final String when;
    private final Openings openings;
    private final int minimum;

    /** @param when of which losses, such as {@code in 2026-Q2}; empty of a snapshot */
    TraitsCalculator(Optional<TraitTable<String>> table, String when, Openings openings, int minimum) {
        this.minimum = minimum;
        this.table = table;
        this.when = when;
        this.openings = openings;
    }

    Block block() {
        String title = "What do they have in common?";
        if (table.isEmpty()) {
            return Block.of(
                    "traits",
                    title,
                    List.of(),
                    List.of(),
                    List.of("what the lost have in common: nobody was lost, or nothing is known of customers; attributes"
                            + " come by --attributes"));
        }
        TraitTable<String> traits = table.get();
        List<Trait<String>> higher = traits.higher().found(LEVEL);
        List<Trait<String>> lower = traits.lower().found(LEVEL);
        List<String> words = new ArrayList<>();
        words.add(higher.isEmpty() && lower.isEmpty()
                ? "Nothing that is known of them: none of the " + traits.tests()
                        + " traits that were tried can be told from chance (5 %, all of them considered)."
                : Words.count((long) higher.size() + lower.size()) + " of " + traits.tests()
                        + " traits that were tried are told from chance (5 %, all of them considered): who has one of the "
                        + higher.size() + " is lost more often, of the other " + lower.size() + " less often.");
        higher.stream().limit(3).forEach(each -> words.add(Words.capital(sentence(each)) + "."));
        words.add("A trait goes with the losses, which does not mean that it is their cause.");
        words.addAll(traits.warnings().stream().map(Words::capital).toList());
        List<Table> tables = new ArrayList<>();
        tables.add(rows(traits));
        pairs(traits).ifPresent(tables::add);
        List<String> absent = traits.untried().isEmpty()
                ? List.of()
                : List.of(traits.untried().size() + " traits that were not tried, since too few customers have them or all do");
        return Block.of("traits", title, words, tables, absent);
    }

    /** A trait in one sentence. */
    static String sentence(Trait<String> trait) {
        Optional<ProportionComparison> comparison = trait.counts().comparison();
        return "customers with " + trait.name() + ": " + share(trait.counts().rate()) + " were lost, "
                + share(trait.counts().rateOfRest()) + " of the others"
                + comparison
                        .map(each -> each.differenceInterval(CONFIDENCE))
                        .map(interval -> " (difference, 95 %: " + Words.percentNumber(interval.lower()) + " to "
                                + Words.percentNumber(interval.upper()) + " points)")
                        .orElse("");
    }

    private static String share(Optional<Proportion> share) {
        return share.map(each -> Words.percent(each.asDouble()) + " (" + Words.count(each.count()) + " of "
                        + Words.count(each.total()) + ")")
                .orElse("none");
    }

    private Table rows(TraitTable<String> traits) {
        Table.Builder rows = columns("traits", "All traits that were tried, " + ranked(traits));
        traits.rows().forEach(trait -> row(rows, trait));
        return rows.build();
    }

    private static String ranked(TraitTable<?> traits) {
        return traits.ranking() == TraitRanking.WRACC
                ? "those of many customers and a large difference first (weighted relative accuracy)"
                : "ranked by " + traits.ranking().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Optional<Table> pairs(TraitTable<String> traits) {
        TraitPairs<String> pairs = traits.pairs(minimum).beyondParents(CONFIDENCE);
        List<Trait<String>> found = pairs.found(LEVEL);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Table.Builder rows = columns(
                "pairs", "Pairs of traits that go with losses more than either alone (" + pairs.tests() + " tried)");
        found.forEach(trait -> row(rows, trait));
        return Optional.of(rows.showing(10).build());
    }

    private static Table.Builder columns(String name, String caption) {
        return Table.named(name, caption)
                .column("trait", "Trait")
                .column("lost", "Lost with it")
                .column("customers", "Customers with it")
                .column("rate", "Lost of these")
                .column("rateOfRest", "Of the others")
                .column("difference", "Difference, 95 % interval")
                .column("lift", "Lift")
                .column("oddsRatio", "Odds ratio")
                .column("p", "p, corrected")
                .column("shareOfLost", "Of all lost")
                .column("shareOfValue", "Of value lost")
                .column("aliases", "The same customers as");
    }

    private void row(Table.Builder rows, Trait<String> trait) {
        String slug = Openings.slug(trait.name());
        rows.row(
                Cell.text(trait.name()),
                openings.count(
                        "trait-lost:" + slug,
                        "lost" + when + ", " + trait.name(),
                        trait.counts().targetWith(),
                        trait::membersInTarget),
                openings.count(
                        "trait:" + slug, "there at the start, " + trait.name(), trait.counts().with(), trait::members),
                cell(trait.counts().rate()),
                cell(trait.counts().rateOfRest()),
                trait.counts()
                        .comparison()
                        .map(each -> each.differenceInterval(CONFIDENCE))
                        .map(each -> Cell.shares(each.lower(), each.upper()))
                        .orElseGet(Cell::none),
                Cell.number(trait.lift()),
                Cell.number(trait.counts().oddsRatio()),
                trait.adjustedPValue().isPresent()
                        ? Cell.chance(trait.adjustedPValue().getAsDouble())
                        : Cell.none(),
                cell(trait.counts().shareOfTarget()),
                Cell.share(trait.shareOfValue()),
                trait.aliases().isEmpty() ? Cell.none() : Cell.text(String.join(", ", trait.aliases())));
    }

    private static Cell cell(Optional<Proportion> share) {
        return share.map(each -> Cell.share(each.asDouble())).orElseGet(Cell::none);
    }
}
