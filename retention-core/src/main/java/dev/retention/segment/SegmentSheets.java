package dev.retention.segment;

import dev.retention.internal.Text;
import dev.retention.movement.RevenueRate;
import dev.retention.movement.ShareOfValue;
import dev.retention.rule.Counted;
import dev.retention.rule.Measured;
import dev.retention.segment.LaterOrders.Content;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.SheetBuilder;
import dev.retention.value.AmountPerCustomer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of groups, orders and members as sheets. */
final class SegmentSheets {
    private SegmentSheets() {}

    private static <P> SheetBuilder<P> describe(SheetBuilder<P> sheet, Counted<?, ?> counted) {
        return sheet.definition(counted.rule().definition())
                .timeline(counted.rule().timeline())
                .notes(counted.warnings());
    }

    private static <K, E extends Enum<E>, C, P extends ItemTable.Entry<K, E, C>> SheetBuilder<P> items(
            String title, ItemTable<K, C, P> table, E[] items) {
        SheetBuilder<P> sheet = describe(Sheet.of(title, table.periods()), table.counted())
                .column("period", Kind.PERIOD, p -> p.period())
                .state(p -> p.state());
        for (E item : items) {
            sheet.column(Text.words(item), Kind.COUNT, p -> p.customers(item))
                    .customers(
                            Text.words(item) + " customers",
                            p -> p.cell(item),
                            (List<C> cells) -> table.counted().membersOf(cells));
        }
        return sheet;
    }

    static <K> Sheet of(PointsTable<K> table) {
        SheetBuilder<PointsTable<K>.InPeriod> sheet = items("Points", table, PointsLedger.Item.values());
        for (PointsLedger.Item item : PointsLedger.Item.values()) {
            sheet.column(Text.words(item) + " points", Kind.COUNT, p -> p.points(item));
        }
        return sheet.column("activity", Kind.PROPORTION, p -> p.activity())
                .column("redemption", Kind.PROPORTION, p -> p.redemption())
                .column("points redeemed", Kind.SHARE, p -> share(p.pointsRedeemed()))
                .column("breakage", Kind.SHARE, p -> share(p.breakage()))
                .build();
    }

    static <K> Sheet of(ProgrammeTable<K> table) {
        return SegmentSheets.<K, Programme.Item, Programme.Cell, ProgrammeTable<K>.InPeriod>items(
                        "Programme", table, Programme.Item.values())
                .column("enrolment", Kind.PROPORTION, p -> p.enrolment())
                .column("activity", Kind.PROPORTION, p -> p.activity())
                .build();
    }

    static <K> Sheet of(ReferralTable<K> table) {
        SheetBuilder<ReferralTable<K>.InPeriod> sheet = items("Referrals", table, Referrals.Item.values());
        Optional<Currency> currency = table.counted().currency();
        for (Referrals.Item item : Referrals.Item.values()) {
            if (currency.isPresent()) {
                sheet.amount(Text.words(item) + " amount", currency, p -> p.amount(item));
            }
        }
        return sheet.column("participation", Kind.PROPORTION, p -> p.participation())
                .column("participation so far", Kind.PROPORTION, p -> p.participationSoFar())
                .column("referred share", Kind.PROPORTION, p -> p.referredShare())
                .column("referred share of value", Kind.SHARE, p -> share(p.referredShareOfValue()))
                .build();
    }

    static <K> Sheet of(LaterOrderTable<K> table) {
        List<ContentOf<K>> rows = new ArrayList<>();
        for (LaterOrderTable<K>.InPeriod period : table.periods()) {
            for (Content content : Content.values()) {
                rows.add(new ContentOf<>(period, content));
            }
        }
        return describe(Sheet.of("Later orders by what they hold", rows), table.counted())
                .column("period", Kind.PERIOD, row -> row.in.period())
                .column("content", Kind.LABEL, row -> Text.words(row.content))
                .state(row -> row.in.state())
                .column("customers", Kind.COUNT, row -> row.in.customers(row.content))
                .column("lines", Kind.COUNT, row -> row.in.lines(row.content))
                .column("orders", Kind.COUNT, row -> row.in.orders(row.content))
                .amount("value", table.counted().currency(), row -> row.in.value(row.content))
                .column("share of customers", Kind.PROPORTION, row -> row.in.shareOfCustomers(row.content))
                .column("share of lines", Kind.PROPORTION, row -> row.in.shareOfLines(row.content))
                .column("share of orders", Kind.PROPORTION, row -> row.in.shareOfOrders(row.content))
                .column("share of value", Kind.SHARE, row -> share(row.in.shareOfValue(row.content)))
                .customers("customers behind", row -> row.in.members(row.content))
                .build();
    }

    private record ContentOf<K>(LaterOrderTable<K>.InPeriod in, Content content) {}

    static <K> Sheet of(OrderDiscountTable<K> table) {
        SheetBuilder<OrderDiscountTable<K>.InPeriod> sheet = describe(
                        Sheet.of("Discounts", table.periods()), table.counted())
                .column("period", Kind.PERIOD, p -> p.period())
                .state(p -> p.state());
        for (OrderDiscounts.Item item : OrderDiscounts.Item.values()) {
            String name = Text.words(item);
            sheet.column(name, Kind.COUNT, p -> p.customers(item));
            if (item != OrderDiscounts.Item.LINES && item != OrderDiscounts.Item.FULL_PRICE_LINES) {
                sheet.amount(name + " amount", table.counted().currency(), p -> p.amount(item));
            }
            sheet.customers(name + " customers", p -> p.members(item));
        }
        return sheet.column("depth", Kind.SHARE, p -> share(p.depth()))
                .column("dependence", Kind.PROPORTION, p -> p.dependence())
                .column("customers at full price", Kind.PROPORTION, p -> p.fullPriceCustomers())
                .column("lines at full price", Kind.PROPORTION, p -> p.fullPriceLines())
                .column("value at full price", Kind.SHARE, p -> share(p.fullPriceValue()))
                .column("margin", Kind.SHARE, p -> p.margin())
                .build();
    }

    static <K> Sheet of(ProductReturnTable<K> table) {
        SheetBuilder<ProductReturnTable<K>.InPeriod> sheet = describe(
                        Sheet.of("Returned goods", table.periods()), table.counted())
                .column("period", Kind.PERIOD, p -> p.period())
                .state(p -> p.state());
        for (ProductReturns.Item item : ProductReturns.Item.values()) {
            String name = Text.words(item);
            sheet.column(name, Kind.COUNT, p -> p.customers(item)).customers(name + " customers", p -> p.members(item));
        }
        return sheet.column("share of customers", Kind.PROPORTION, p -> p.customers())
                .column("share of lines", Kind.PROPORTION, p -> p.lines())
                .column("share of orders", Kind.PROPORTION, p -> p.orders())
                .column("share of value", Kind.SHARE, p -> share(p.value()))
                .build();
    }

    static <K> Sheet of(OrderSequenceTable<K> table) {
        return describe(Sheet.of("Order after order", table.orders()), table.counted())
                .column("order", Kind.COUNT, order -> order.number())
                .column("reached", Kind.COUNT, order -> order.reached())
                .column("share reaching", Kind.PROPORTION, order -> order.shareReaching())
                .column("open", Kind.COUNT, order -> order.open())
                .column("mean value", Kind.NUMBER, order -> order.value().map(AmountPerCustomer::asDouble))
                .column(
                        "their first order",
                        Kind.NUMBER,
                        order -> order.ownFirst().map(AmountPerCustomer::asDouble))
                .column("difference", Kind.NUMBER, order -> order.difference().map(AmountPerCustomer::asDouble))
                .column("higher", Kind.PROPORTION, order -> order.higher())
                .column("mean gap in days", Kind.NUMBER, order -> order.meanGap())
                .customers(
                        "customers behind",
                        order -> new OrderSequence.Cell(OrderSequence.Item.REACHED, order.number()),
                        (List<OrderSequence.Cell> cells) -> table.counted().membersOf(cells))
                .build();
    }

    static <K> Sheet of(ProfitTable<K> table) {
        Optional<Currency> currency = table.counted().currency();
        return describe(Sheet.of("Profit", table.periods()), table.counted())
                .column("period", Kind.PERIOD, p -> p.period())
                .state(p -> p.state())
                .column("customers", Kind.COUNT, p -> p.customers())
                .amount("revenue", currency, p -> p.revenue())
                .amount("cost", currency, p -> p.cost())
                .amount("profit", currency, p -> p.profit())
                .column("retention", Kind.PROPORTION, p -> p.retention())
                .column("churn", Kind.PROPORTION, p -> p.churn())
                .column("net retention", Kind.SHARE, p -> p.netRetention().map(RevenueRate::asDouble))
                .column("gross retention", Kind.SHARE, p -> p.grossRetention().map(RevenueRate::asDouble))
                .customers("customers behind", p -> p.members())
                .build();
    }

    static <K> Sheet of(GroupTable<K> table) {
        List<GroupTable<K>.Row> rows = new ArrayList<>();
        for (int i = 0; i < table.timeline().size(); i++) {
            rows.addAll(table.inPeriod(table.timeline().period(i).label()));
        }
        return Sheet.of("Groups", rows)
                .definition(table.toString())
                .timeline(table.timeline())
                .column("period", Kind.PERIOD, row -> row.period())
                .column("group", Kind.LABEL, row -> row.group().map(Object::toString))
                .state(row -> row.state())
                .column("customers", Kind.COUNT, row -> row.customers())
                .amount("revenue", Optional.empty(), row -> row.revenue())
                .amount("cost", Optional.empty(), row -> row.cost())
                .amount("profit", Optional.empty(), row -> row.profit())
                .column("share of revenue", Kind.SHARE, row -> row.share(GroupTable.Figure.REVENUE))
                .column("retention", Kind.PROPORTION, row -> row.retention())
                .column("net retention", Kind.SHARE, row -> row.netRetention().map(RevenueRate::asDouble))
                .customers("customers behind", row -> row.members())
                .build();
    }

    static Sheet of(GroupChange<?> change) {
        return Sheet.of("Change of a group", change.parts().entrySet())
                .definition("from " + change.before().toPlainString() + " to "
                        + change.after().toPlainString())
                .column("part", Kind.LABEL, part -> part.getKey().toString())
                .column("customers", Kind.COUNT, part -> part.getValue().customers())
                .amount("amount", Optional.empty(), part -> part.getValue().amount())
                .customers("customers behind", part -> part.getValue().members())
                .build();
    }

    static <K> Sheet of(MeasuredParts<K> parts) {
        SheetBuilder<MeasuredParts<K>.Part> sheet = Sheet.of("Groups of measured customers", parts.parts())
                .definition(parts.measured().measure().toString())
                .column("group", Kind.LABEL, part -> part.name())
                .column("customers", Kind.PROPORTION, part -> part.share());
        for (Measured<K>.Column column : parts.measured().columns()) {
            String name = column.name();
            sheet.column("mean " + name, Kind.NUMBER, part -> part.mean(name))
                    .amount("sum of " + name, Optional.empty(), part -> new BigDecimal(part.sum(name)));
        }
        return sheet.customers("customers behind", part -> part.members()).build();
    }

    static Sheet of(ShrunkenRates<?> rates) {
        List<Map.Entry<?, ? extends ShrunkenRates.Rate<?>>> rows =
                new ArrayList<>(rates.rates().entrySet());
        return Sheet.of("Shrunken rates", rows)
                .definition(rates.toString())
                .column("group", Kind.LABEL, row -> String.valueOf(row.getKey()))
                .column("observed", Kind.PROPORTION, row -> row.getValue().observed())
                .column("shrunken", Kind.SHARE, row -> row.getValue().mean())
                .column("interval at 0.95", Kind.INTERVAL, row -> row.getValue().interval(0.95))
                .build();
    }

    private static Optional<Double> share(Optional<ShareOfValue> share) {
        return share.map(ShareOfValue::asDouble);
    }
}
