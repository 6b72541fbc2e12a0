package dev.retention.examples.review;

import dev.retention.examples.report.Orders;
import dev.retention.examples.report.ServedFiles;
import dev.retention.examples.report.Subscriptions;
import dev.retention.examples.report.count.RevenueSource;
import dev.retention.examples.report.count.ServiceSource;
import dev.retention.examples.report.count.Source;
import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.csv.CsvOrders;
import dev.retention.examples.report.csv.CsvSubscriptions;
import dev.retention.examples.report.csv.Progress;
import dev.retention.examples.report.csv.ServiceOptions;
import dev.retention.examples.report.csv.SubscriptionOptions;
import dev.retention.examples.review.count.ReviewSource;
import dev.retention.movement.Spells;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads what a review is made of: orders or subscriptions, and what lies beside them. */
final class ReviewInputs {

    private final CsvOptions csv;
    private final SubscriptionOptions subscriptions;
    private final ServiceOptions service;
    private final int gap;
    private final ReviewFileOptions files;
    private final boolean named;
    private final Progress progress;

    /** @param gap of orders, after how many days without one a customer is lost */
    ReviewInputs(
            CsvOptions csv,
            SubscriptionOptions subscriptions,
            ServiceOptions service,
            int gap,
            ReviewFileOptions files,
            boolean named,
            Progress progress) {
        this.csv = csv;
        this.subscriptions = subscriptions;
        this.service = service;
        this.gap = gap;
        this.files = files;
        this.named = named;
        this.progress = progress;
    }

    /** Reads all files but those of issues and calls. */
    ReviewSource read(Optional<Path> orders) {
        ReviewSource base = orders.isPresent() || csv.hasQuery()
                ? ofOrders(orders)
                : ofSubscriptions(subscriptions.file().orElseThrow());
        BesideFiles beside = new BesideFiles(csv, named, progress);
        ReviewSource source = base;
        if (files.attributes != null) {
            source = beside.attributes(source, files.attributes);
        }
        if (files.referrals != null) {
            source = beside.referrals(source, files.referrals);
        }
        if (files.renewals != null) {
            source = beside.renewals(source, files.renewals);
        }
        return source;
    }

    private ServedFiles served() {
        return new ServedFiles(csv, service, named, progress);
    }

    private ReviewSource ofOrders(Optional<Path> file) {
        Source read =
                CsvOrders.read(file.orElse(null), csv, orders -> Orders.read(orders.withProgress(progress), named));
        ServiceSource beside = served().beside(
                        read.orders(),
                        read.unit(),
                        read.asOf(),
                        Spells.ofOrders(gap),
                        "customers until " + gap + " days after an order");
        return new ReviewSource(
                read.name(),
                read.simulated(),
                ReviewSource.Kind.ORDERS,
                beside,
                beside.all(),
                read.statedAsOf(),
                read.asOf(),
                read.unit(),
                read.leftOut(),
                read.read(),
                beside.files(),
                false,
                false,
                false,
                csv.groupColumn(),
                gap,
                List.of());
    }

    private ReviewSource ofSubscriptions(Path file) {
        try (CsvSubscriptions rows = served().subscriptions(file, subscriptions)) {
            RevenueSource read = Subscriptions.read(rows.withProgress(progress), named);
            LocalDate asOf = read.asOf();
            ServiceSource beside = served().beside(
                            read.changes(),
                            read.unit(),
                            asOf,
                            ServiceSource.ofContracts(read.changes()),
                            "customers while a subscription runs");
            return new ReviewSource(
                    read.name(),
                    read.simulated(),
                    ReviewSource.Kind.SUBSCRIPTIONS,
                    beside,
                    beside.all(),
                    read.statedAsOf(),
                    asOf,
                    read.unit(),
                    read.leftOut(),
                    read.read(),
                    beside.files(),
                    read.tells().modes(),
                    read.tells().reasons(),
                    read.tells().plans(),
                    Optional.empty(),
                    0,
                    List.of());
        }
    }
}
