package dev.retention.testkit;

import dev.retention.CustomerFlow;
import dev.retention.history.HistoryStore;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.survival.LifeTable;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Gives properties their {@code @ForAll} parameters of the library's types without any set-up: jqwik finds it by
 * {@link java.util.ServiceLoader}.
 *
 * <ul>
 *   <li>{@link EventLog}, {@code HistoryStore<Long>} and {@code CustomerPurchases<Long>} of one; {@link ContractLog};
 *   <li>{@link CustomerFates} and the {@link CustomerFlow} of some;
 *   <li>{@link PurchaseHistory} and {@link PurchaseSummary} of customers of a model that is drawn too, {@link LifeTable}.
 * </ul>
 *
 * <pre>{@code
 * @Property
 * void aFlowHasAsManySurvivorsAsItSays(@ForAll CustomerFlow flow) { … }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class KitArbitraries implements ArbitraryProvider {
    private static final int SUMMARISED = 50;

    private record Given(Class<?> type, Function<TypeUsage, Arbitrary<?>> arbitrary) {}

    private static final List<Given> ALL = List.of(
            new Given(EventLog.class, KitArbitraries::logs),
            new Given(HistoryStore.class, type -> logs(type).map(EventLog::store)),
            new Given(CustomerPurchases.class, type -> logs(type).map(Purchases::of)),
            new Given(ContractLog.class, KitArbitraries::contracts),
            new Given(CustomerFates.class, type -> CustomerFates.arbitrary()),
            new Given(CustomerFlow.class, type -> CustomerFates.arbitrary().map(CustomerFates::flow)),
            new Given(PurchaseHistory.class, type -> Purchases.model().flatMap(Purchases::histories)),
            new Given(
                    PurchaseSummary.class,
                    type -> Purchases.model().flatMap(model -> Purchases.summaries(model, SUMMARISED))),
            new Given(LifeTable.class, type -> Purchases.lifeTables()));

    /** Made by jqwik. */
    public KitArbitraries() {}

    @Override
    public boolean canProvideFor(TypeUsage type) {
        boolean isOfLong = type.getTypeArguments().stream().allMatch(key -> key.isAssignableFrom(Long.class));
        return isOfLong && ALL.stream().anyMatch(given -> type.isOfType(given.type()));
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
        return ALL.stream()
                .filter(given -> type.isOfType(given.type()))
                .findFirst()
                .<Set<Arbitrary<?>>>map(given -> Set.of(given.arbitrary().apply(type)))
                .orElseGet(Set::of);
    }

    private static Arbitrary<EventLog> logs(TypeUsage type) {
        String[] codes = type.findAnnotation(Codes.class).map(Codes::value).orElse(new String[0]);
        return type.findAnnotation(Customers.class)
                .map(customers -> EventLog.arbitrary(customers.value(), codes))
                .orElseGet(() -> EventLog.of(EventLog.row(codes)));
    }

    private static Arbitrary<ContractLog> contracts(TypeUsage type) {
        return type.findAnnotation(Customers.class)
                .map(customers -> ContractLog.arbitrary(customers.value()))
                .orElseGet(ContractLog::arbitrary);
    }
}
