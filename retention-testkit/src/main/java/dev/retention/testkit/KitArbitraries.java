package dev.retention.testkit;

import dev.retention.history.HistoryStore;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Gives properties their {@code @ForAll} parameters of the library's types, without any set-up: jqwik finds it by
 * {@link java.util.ServiceLoader}.
 *
 * @since 0.1.0
 */
public final class KitArbitraries implements ArbitraryProvider {
    /** Made by jqwik. */
    public KitArbitraries() {}

    @Override
    public boolean canProvideFor(TypeUsage type) {
        return type.isOfType(EventLog.class) || isStore(type);
    }

    private static boolean isStore(TypeUsage type) {
        return type.isOfType(HistoryStore.class) && type.getTypeArguments().get(0).isOfType(Long.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
        Arbitrary<EventLog> logs = logs(type);
        return Set.of(isStore(type) ? logs.map(EventLog::store) : logs);
    }

    private static Arbitrary<EventLog> logs(TypeUsage type) {
        String[] codes = type.findAnnotation(Codes.class).map(Codes::value).orElse(new String[0]);
        return type.findAnnotation(Customers.class)
                .map(customers -> EventLog.arbitrary(customers.value(), codes))
                .orElseGet(() -> EventLog.of(EventLog.row(codes)));
    }
}
