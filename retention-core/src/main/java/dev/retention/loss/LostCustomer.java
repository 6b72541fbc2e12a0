package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.DayList;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.service.Signal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of one customer's losses; found out once and only if it is asked for. */
final class LostCustomer {
    private final LossSettings settings;
    // On the track of the losses.
    private final History history;
    private @Nullable WorthSteps steps;
    private final List<long[]> signals = new ArrayList<>();

    LostCustomer(LossSettings settings, History history) {
        this.settings = settings;
        this.history = history;
    }

    LossCause cause(LossFold.Lost lost) {
        return settings.causes.of(history.code(lost.event()), reason(lost));
    }

    /** The reason as it is known by the end of the data, null if there is none. */
    @Nullable
    String reason(LossFold.Lost lost) {
        return settings.reason(Recorded.NOW, history, lost.event());
    }

    /** A worth by which the customer was lost, in minor units. */
    long worth(LossWorth worth, LossFold.Lost lost) {
        return settings.value.kind() == LossValue.Kind.LISTED ? listed(worth, lost.event()) : before(worth, lost.day());
    }

    /** A worth of what came before a day, in minor units. */
    long before(LossWorth worth, long day) {
        WorthSteps known = steps;
        if (known == null) {
            LossValue value = settings.value;
            History amounts = value.track().isEmpty() ? history : history.track(value.track());
            known = WorthSteps.of(amounts, value.kind() == LossValue.Kind.RECURRING);
            steps = known;
        }
        return known.before(worth, day);
    }

    private long listed(LossWorth worth, int event) {
        return switch (worth) {
            case LAST -> history.amount(event);
            case YEAR_BEFORE -> money(LossValue.YEAR_BEFORE, event);
            case LIFETIME -> money(LossValue.LIFETIME, event);
        };
    }

    private long money(String name, int event) {
        int column = history.column(name);
        checkArgument(history.hasValue(column, event), "the loss on %s must have a %s", history.date(event), name);
        return history.money(column, event);
    }

    /** Whether the loss came without a signal, a reason or a mode that tells why. */
    boolean isSilent(LossFold.Lost lost) {
        return !settings.signals.isEmpty()
                && cause(lost) == LossCause.UNEXPLAINED
                && heard(lost).isEmpty();
    }

    /** The signals in the window before a loss, each with its last day there. */
    List<Loss.Heard> heard(LossFold.Lost lost) {
        if (signals.isEmpty()) {
            for (Signal signal : settings.signals) {
                DayList days = new DayList();
                signal.forEachDay(history, days);
                signals.add(days.toArray());
            }
        }
        List<Loss.Heard> heard = new ArrayList<>();
        for (int i = 0; i < signals.size(); i++) {
            long last = Long.MIN_VALUE;
            for (long day : signals.get(i)) {
                last = day < lost.day() && day >= lost.day() - settings.window ? Math.max(last, day) : last;
            }
            if (last != Long.MIN_VALUE) {
                heard.add(new Loss.Heard(settings.signals.get(i).definition(), LocalDate.ofEpochDay(last)));
            }
        }
        return heard;
    }

    /** The loss as a value. */
    @SuppressWarnings("unchecked") // histories carry keys without their type
    <K> Loss<K> loss(LossFold.Lost lost, HistoryStore<K> store) {
        SortedMap<LossWorth, BigDecimal> values = new TreeMap<>();
        settings.value.worths().forEach(worth -> values.put(worth, store.major(worth(worth, lost))));
        Long start = lost.start();
        return new Loss<>(
                (K) history.customer(),
                LocalDate.ofEpochDay(lost.day()),
                start == null ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(start)),
                Optional.of(history.code(lost.event())).filter(settings::isMode).map(settings.causes::mode),
                Optional.ofNullable(settings.reason(Recorded.FIRST, history, lost.event())),
                Optional.ofNullable(reason(lost)),
                cause(lost),
                isSilent(lost),
                heard(lost),
                values,
                new TreeMap<>());
    }
}
