package dev.retention.loss;

import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.movement.ChurnTable;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Sweep;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodRates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the parts of a review of one period. */
final class ReviewMaker<K> {
    private final Sweep<K> sweep;
    private final LossSettings how;
    private final ReviewSettings<K> settings;
    private final LossTable<K> table;
    private final Period period;
    private final LossTable<K>.InPeriod losses;

    ReviewMaker(Sweep<K> sweep, Losses losses, ReviewSettings<K> settings, LossTable<K> table, Period period) {
        this.sweep = sweep;
        this.how = losses.settings();
        this.settings = settings;
        this.table = table;
        this.period = period;
        this.losses = table.inPeriod(period);
    }

    ReviewParts<K> parts() {
        List<Loss<K>> listed = losses.losses();
        List<CustomerLoss<K>> left = listed.stream().map(this::left).toList();
        Optional<ChurnTable<K>> churn = Optional.ofNullable(how.spells).map(this::churn);
        Optional<Scoreboard<K>> board = settings.board.or(() -> churn.map(this::board));
        board.ifPresent(its -> ReviewFits.checkBoard(its, table.timeline(), period));
        settings.signals.ifPresent(asked -> ReviewFits.check(asked, table, how));
        settings.announced.ifPresent(its -> ReviewFits.check(its, table));
        settings.winBack.ifPresent(method -> ReviewFits.check(method, table, how));
        settings.book.ifPresent(
                book -> settings.fixes.forEach((id, fix) -> ReviewFits.checkFix(id, fix.effect(), book)));
        Optional<TraitTable<K>> traits = traits();
        Optional<SignalTable<K>> signals = settings.announced.or(() -> settings.signals.map(asked -> asked.of(sweep)));
        Optional<WinBackTable<K>> winBack = settings.winBack.map(method -> method.of(sweep));
        return new ReviewParts<>(
                period,
                table,
                listed,
                before(),
                hasReasons() ? Optional.of(table.byReason(Recorded.NOW)) : Optional.empty(),
                churn,
                board,
                traits,
                signals,
                settings.check,
                calls(away(left)),
                winBack,
                settings.book.map(book -> book.merged(left, IssueSource.REVIEW, lastDay(), settings.least)),
                fixes(),
                settings.level,
                absent(board, traits, signals),
                warnings(churn, traits, signals, winBack));
    }

    private boolean hasReasons() {
        return table.items().contains(LossItem.WITH_REASON);
    }

    private LocalDate lastDay() {
        return ReviewParts.lastDay(table, period);
    }

    /** The losses as calls and issues need them, by the present reason. */
    private CustomerLoss<K> left(Loss<K> loss) {
        return new CustomerLoss<>(
                loss.customer(),
                worth().flatMap(loss::value),
                loss.reasonNow().filter(reason -> !reason.isBlank()),
                Optional.of(loss.day()));
    }

    /** A track alone has numbers of its own; the first one is read out of the whole store, whose numbers it keeps. */
    private Sweep<K> own() {
        HistoryStore<K> store = sweep.store();
        boolean isFirst = how.track.isEmpty() || store.trackNames().get(0).equals(how.track);
        return isFirst ? sweep : Sweep.over(store.track(how.track));
    }

    private ChurnTable<K> churn(Spells spells) {
        return CustomerChurn.over(table.timeline(), spells).counting(how.events).of(own());
    }

    /** The worth by which the lost are valued: that of the year before, or the first that is told. */
    private Optional<LossWorth> worth() {
        List<LossWorth> told = how.value.worths();
        return settings.worth.or(() -> told.contains(LossWorth.YEAR_BEFORE)
                ? Optional.of(LossWorth.YEAR_BEFORE)
                : told.stream().findFirst());
    }

    /** Of the losses themselves, so that both have the same numbers. */
    private Scoreboard<K> board(ChurnTable<K> churn) {
        return new Scoreboard<>(table.timeline(), ScoreboardSources.of(table, churn, worth()));
    }

    private Optional<TraitTable<K>> traits() {
        if (settings.ranking.isEmpty() || how.spells == null || losses.customers(LossItem.LOST) == 0) {
            return Optional.empty();
        }
        Members<K> lost = losses.members(LossItem.LOST);
        LocalDate day = period.firstDay().minusDays(1);
        Timeline before = Timeline.of(Grain.DAY, day).from(day);
        Timeline read = table.timeline().zone().map(before::inZone).orElse(before);
        Traits<K> traits = Traits.of(lost, losses.members(LossItem.START)).readOn(read);
        return Optional.of(settings.attributes.apply(traits).of(sweep, settings.ranking.get()));
    }

    /** The earlier period with which losses are compared, if both are over. */
    private Optional<Period> before() {
        if (how.spells == null || table.timeline().state(period) != CellState.OBSERVED) {
            return Optional.empty();
        }
        return Stream.of(Reference.LAST_YEAR, Reference.BEFORE)
                .flatMap(reference -> PeriodRates.reference(period, reference).stream())
                .filter(earlier -> earlier.compareTo(table.timeline().first()) >= 0)
                .filter(earlier -> table.inPeriod(earlier).customers(LossItem.START) > 0)
                .findFirst();
    }

    /** Those who have not come back by the end of the data, as far as that is known. */
    private List<CustomerLoss<K>> away(List<CustomerLoss<K>> left) {
        if (how.spells == null || settings.choice.isEmpty()) {
            return left;
        }
        Set<K> back = losses.back().keySet();
        return left.stream().filter(loss -> !back.contains(loss.customer())).toList();
    }

    private Optional<CallList<K>> calls(List<CustomerLoss<K>> left) {
        return settings.choice.map(choice -> settings.random.isPresent()
                ? choice.from(left, settings.earlier, settings.random.get())
                : choice.from(left, settings.earlier));
    }

    private Map<String, FixOutcome> fixes() {
        Map<String, FixOutcome> outcomes = new LinkedHashMap<>();
        settings.fixes.forEach((issue, fix) -> {
            ByGroup<LossTable<K>> groups = table.by(fix.grouping());
            outcomes.put(
                    issue, fix.effect().of(groups, fix.label(), each -> each.series(LossItem.LOST, LossItem.START)));
        });
        return outcomes;
    }

    private List<String> absent(
            Optional<Scoreboard<K>> board, Optional<TraitTable<K>> traits, Optional<SignalTable<K>> signals) {
        List<String> absent =
                new ArrayList<>(board.map(its -> its.inPeriod(period).absent())
                        .orElse(List.of("scoreboard: needs to know when customers are live: see Losses.over")));
        tell(absent, hasReasons(), "reasons: needs where they are recorded: see Losses.by");
        tell(absent, !how.signals.isEmpty(), "silent losses: needs what is heard of customers: see Losses.listening");
        boolean isWorth = how.value.kind() != LossValue.Kind.NONE;
        tell(absent, isWorth, "what the lost were worth: needs amounts: see Losses.worth");
        tell(absent, settings.ranking.isPresent(), "what they have in common: needs attributes of customers");
        if (settings.ranking.isPresent() && traits.isEmpty()) {
            absent.add("what they have in common: needs customers at the start of the period, some of whom are lost");
        }
        signals.ifPresent(its -> its.signals().stream()
                .filter(signal -> signal.pValue().isEmpty())
                .forEach(signal ->
                        absent.add("whether " + signal.signal() + " announces losses: needs periods at whose start"
                                + " some customers had it and some not, such as months instead of quarters")));
        tell(absent, signals.isPresent(), "what announced it: needs tickets, scores, contacts or invoices");
        tell(absent, settings.check.isPresent(), "whether a score tells who leaves: needs the scores");
        tell(absent, settings.choice.isPresent(), "whom to call: needs how many");
        tell(absent, settings.winBack.isPresent(), "whether calls bring customers back: needs who was called");
        tell(absent, settings.book.isPresent(), "issues: needs the book of the review before, or an empty one");
        return absent;
    }

    private static void tell(List<String> absent, boolean isThere, String words) {
        if (!isThere) {
            absent.add(words);
        }
    }

    private List<String> warnings(
            Optional<ChurnTable<K>> churn,
            Optional<TraitTable<K>> traits,
            Optional<SignalTable<K>> signals,
            Optional<WinBackTable<K>> winBack) {
        Set<String> all = new LinkedHashSet<>(table.warnings());
        churn.ifPresent(its -> all.addAll(its.warnings()));
        traits.ifPresent(its -> all.addAll(its.warnings()));
        signals.ifPresent(its -> all.addAll(its.warnings()));
        winBack.ifPresent(its -> all.addAll(its.warnings()));
        return List.copyOf(all);
    }
}
