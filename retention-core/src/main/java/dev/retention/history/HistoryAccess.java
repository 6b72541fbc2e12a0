package dev.retention.history;

import dev.retention.internal.store.EventColumns;
import dev.retention.internal.store.PeriodIndex;
import dev.retention.internal.store.Schema;
import dev.retention.internal.store.StoreAccess;
import dev.retention.internal.store.StoreData;
import dev.retention.internal.store.TrackSet;
import dev.retention.internal.store.Words;
import java.util.List;
import java.util.function.IntFunction;

/** Shows {@code internal.store} what users do not see. */
final class HistoryAccess extends StoreAccess {
    @Override
    protected <K> TrackSet<K> tracks(HistoryStore<K> store) {
        return store.tracks();
    }

    @Override
    protected <K> HistoryStore<K> store(String name, StoreData<K> data) {
        HistoryStore<K> store = new HistoryStore<>(data, Exclusions.NONE, MergeEffect.NONE);
        return name.isEmpty() ? store : store.named(name);
    }

    @Override
    protected History view(PeriodIndex periods, Schema schema, Words words, IntFunction<?> keys) {
        return new History(periods, schema, words, keys);
    }

    @Override
    protected void move(History view, EventColumns columns, int from, int to, int number) {
        view.moveTo(columns, from, to, number);
    }

    @Override
    protected void link(List<String> names, List<History> views) {
        History.link(names, views);
    }

    @Override
    protected int afterAsOf(History view) {
        return view.afterAsOf();
    }

    @Override
    protected void close(History view) {
        view.close();
    }
}
