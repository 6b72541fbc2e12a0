package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What customers are worth: the amounts of a track in the last days before a day, that day included. */
record TrailingMoney(String track, int days) implements Serializable {
    /** Nobody's worth is told. */
    static final TrailingMoney NONE = new TrailingMoney("", 0);

    static TrailingMoney of(String track, int days) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track (%s) must not be empty", track);
        return new TrailingMoney(track, Checks.within(days, 1, Checks.MOST, "days"));
    }

    void check(HistoryStore<?> store) {
        checkArgument(
                track.isEmpty() || store.track(track).currency().isPresent(),
                "track (%s) must have amounts, which say what customers are worth",
                track);
    }

    String inWords() {
        return track.isEmpty() ? "" : ", worth " + track + " of the last " + days + " days";
    }

    Sum sum(History history, List<String> tracks) {
        return new Sum(track.isEmpty() ? null : ServiceDays.track(history, tracks, track), days);
    }

    /** Asked about days in ascending order. */
    static final class Sum {
        private final @Nullable History money;
        private final int days;
        private int from;
        private int to;
        private long sum;

        Sum(@Nullable History money, int days) {
            this.money = money;
            this.days = days;
        }

        long at(long day) {
            if (money == null) {
                return 0;
            }
            while (to < money.size() && money.epochDay(to) <= day) {
                sum = Math.addExact(sum, money.amount(to++));
            }
            while (from < to && money.epochDay(from) <= day - days) {
                sum = Math.subtractExact(sum, money.amount(from++));
            }
            return sum;
        }
    }
}
