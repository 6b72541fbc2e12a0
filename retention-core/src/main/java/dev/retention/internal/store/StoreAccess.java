package dev.retention.internal.store;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What {@code history} shows to this package alone: the data behind stores, and views that move. */
public abstract class StoreAccess {
    private static volatile @Nullable StoreAccess instance;

    /** For the one that {@code history} registers. */
    protected StoreAccess() {}

    /** Registers the access; called when {@link HistoryStore} is initialised. */
    public static void register(StoreAccess access) {
        instance = access;
    }

    /** The access; whoever has a store has initialised its class. */
    static StoreAccess get() {
        return requireNonNull(instance, "HistoryStore is not initialised");
    }

    /** The tracks of a store. */
    protected abstract <K> TrackSet<K> tracks(HistoryStore<K> store);

    /** A store of one track that nothing was left out of. */
    protected abstract <K> HistoryStore<K> store(String name, StoreData<K> data);

    /** A view that looks at nobody yet. */
    protected abstract History view(PeriodIndex periods, Schema schema, Words words, IntFunction<?> keys);

    /** Lets a view look at a range of events of the customer with a number. */
    protected abstract void move(History view, EventColumns columns, int from, int to, int number);

    /** Tells views of one customer of each other by the names of their tracks. */
    protected abstract void link(List<String> names, List<History> views);

    /** How many events of its customer a view leaves out, since they lie after the as-of day. */
    protected abstract int afterAsOf(History view);

    /** Lets a view look at nobody any more: touching it fails. */
    protected abstract void close(History view);
}
