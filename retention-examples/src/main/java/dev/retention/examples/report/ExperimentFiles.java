package dev.retention.examples.report;

import dev.retention.examples.report.count.ExperimentSource;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.CsvService;
import dev.retention.examples.report.csv.ExperimentOptions;
import dev.retention.examples.report.csv.ServiceRow;
import dev.retention.examples.report.figures.Words;
import dev.retention.experiment.Exposure;
import dev.retention.history.HistoryStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes experiments of files that say who was in which arm. */
final class ExperimentFiles {

    /** Names of arms in which nothing is done. */
    private static final Pattern CONTROL = Pattern.compile(
            "(?:global )?(?:hold[ -]?out|control)s?(?: group| arm)?|baseline|placebo|no action|untreated|nothing");

    private static final Pattern ENDING = Pattern.compile("(?<=.)[.][A-Za-z0-9]{1,4}$");
    private static final int SHOWN = 60;

    private final ExperimentOptions asked;
    private final Map<String, List<Exposure<String>>> exposures = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    ExperimentFiles(ExperimentOptions asked) {
        this.asked = asked;
    }

    /**
     * Adds what a file tells.
     *
     * @return all of it
     * @throws BadInputException if an experiment is in another file already
     */
    HistoryStore<String> read(CsvService file, List<ServiceRow> rows) {
        String own = ENDING.matcher(file.name()).replaceFirst("").replace('_', ' ');
        List<Exposure<String>> all = new ArrayList<>();
        for (ServiceRow row : rows) {
            Exposure<String> exposure = new Exposure<>(
                    row.customer(), Objects.requireNonNull(row.text("arm")), Objects.requireNonNull(row.day("day")));
            String name = Optional.ofNullable(row.text("experiment")).orElse(own);
            String other = files.putIfAbsent(name, file.name());
            if (other != null && !other.equals(file.name())) {
                throw BadInputException.at(
                        file.name(),
                        row.line(),
                        "experiment \"" + Words.oneLine(name, SHOWN) + "\" is in " + other + " already");
            }
            exposures.computeIfAbsent(name, unused -> new ArrayList<>()).add(exposure);
            all.add(exposure);
        }
        return Exposure.store(all);
    }

    /**
     * The experiments that were read.
     *
     * @param base the orders or subscriptions that they go with
     * @throws BadInputException if one has no second arm, or it is not known which arm the others are held against
     */
    List<ExperimentSource> all(HistoryStore<String> base) {
        Map<String, Set<String>> arms = new LinkedHashMap<>();
        exposures.forEach((name, each) ->
                arms.put(name, each.stream().map(Exposure::arm).collect(Collectors.toCollection(TreeSet::new))));
        asked.control().ifPresent(control -> {
            if (!arms.isEmpty() && arms.values().stream().noneMatch(each -> each.contains(control))) {
                throw new BadInputException("--control \"" + Words.oneLine(control, SHOWN) + "\" is no arm of "
                        + arms.entrySet().stream().map(ExperimentFiles::shown).collect(Collectors.joining("; ")));
            }
        });
        Map<String, Long> shares = asked.shares();
        if (!shares.isEmpty()
                && !arms.isEmpty()
                && arms.values().stream().noneMatch(each -> each.equals(shares.keySet()))) {
            throw new BadInputException("--arm-shares names " + String.join(", ", shares.keySet())
                    + ", which are not the arms of "
                    + arms.entrySet().stream().map(ExperimentFiles::shown).collect(Collectors.joining("; ")));
        }
        return arms.entrySet().stream()
                .map(each -> experiment(each, shares, base))
                .toList();
    }

    private ExperimentSource experiment(
            Map.Entry<String, Set<String>> arms, Map<String, Long> shares, HistoryStore<String> base) {
        String control = control(arms);
        boolean isStated = shares.keySet().equals(arms.getValue());
        Map<String, Long> dealt = new LinkedHashMap<>();
        dealt.put(control, shares.getOrDefault(control, 1L));
        arms.getValue().forEach(arm -> dealt.putIfAbsent(arm, isStated ? shares.getOrDefault(arm, 1L) : 1L));
        if (!isStated) {
            dealt.replaceAll((arm, share) -> 1L);
        }
        List<Exposure<String>> rows = Objects.requireNonNull(exposures.get(arms.getKey()));
        Map<String, LocalDate> days = new HashMap<>();
        rows.forEach(row -> days.merge(row.customer(), row.day(), (one, other) -> one.isBefore(other) ? one : other));
        return new ExperimentSource(
                arms.getKey(),
                Exposure.store(rows),
                days.values().stream().sorted().toList(),
                dealt,
                isStated,
                spans(rows),
                ExperimentStrangers.of(days.keySet(), base));
    }

    private static Map<String, ExperimentSource.Span> spans(List<Exposure<String>> rows) {
        Map<String, ExperimentSource.Span> spans = new HashMap<>();
        rows.forEach(row -> spans.merge(
                row.arm(),
                new ExperimentSource.Span(row.day(), row.day()),
                (one, other) -> new ExperimentSource.Span(
                        one.first().isBefore(other.first()) ? one.first() : other.first(),
                        one.last().isAfter(other.last()) ? one.last() : other.last())));
        return spans;
    }

    private String control(Map.Entry<String, Set<String>> arms) {
        if (arms.getValue().size() < 2) {
            throw new BadInputException("experiment " + shown(arms)
                    + ": there is nobody to hold them against; those who were held out belong into the file too");
        }
        Optional<String> stated = asked.control().filter(arms.getValue()::contains);
        if (stated.isPresent()) {
            return stated.get();
        }
        List<String> likely = arms.getValue().stream()
                .filter(arm -> CONTROL.matcher(arm).matches())
                .toList();
        if (likely.size() != 1) {
            throw new BadInputException("experiment " + shown(arms)
                    + ": which of them are the others held against? Say so with --control ARM");
        }
        return likely.get(0);
    }

    private static String shown(Map.Entry<String, Set<String>> arms) {
        return "\"" + Words.oneLine(arms.getKey(), SHOWN) + "\" with "
                + (arms.getValue().size() == 1 ? "the only arm " : "the arms ")
                + Words.oneLine(String.join(", ", arms.getValue()), 2 * SHOWN);
    }
}
