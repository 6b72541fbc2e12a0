package dev.retention.examples.review;

import dev.retention.examples.report.csv.CsvOptions;
import dev.retention.examples.report.csv.Progress;
import dev.retention.examples.report.csv.ServiceOptions;
import dev.retention.examples.report.csv.SubscriptionOptions;
import dev.retention.examples.review.count.ReviewCalculator;
import dev.retention.examples.review.count.ReviewSource;
import dev.retention.examples.review.count.ReviewTime;
import dev.retention.examples.review.count.SnapshotCalculator;
import dev.retention.examples.review.count.Terms;
import dev.retention.loss.CallRecord;
import dev.retention.loss.IssueBook;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a review of what the command line names. */
final class ReviewMaker {

    private final CsvOptions csv;
    private final SubscriptionOptions subscriptions;
    private final ServiceOptions service;
    private final ReviewOptions options;
    private final ReviewFileOptions files;
    private final boolean named;
    private final Progress progress;

    /** @param named whether customers may be named */
    ReviewMaker(
            CsvOptions csv,
            SubscriptionOptions subscriptions,
            ServiceOptions service,
            ReviewOptions options,
            ReviewFileOptions files,
            boolean named,
            Progress progress) {
        this.csv = csv;
        this.subscriptions = subscriptions;
        this.service = service;
        this.options = options;
        this.files = files;
        this.named = named;
        this.progress = progress;
    }

    /** Of orders, or of subscriptions if there are none. */
    Made of(Optional<Path> orders) {
        // What may be refused at once, before the long reading.
        Optional<IssueBook<String>> book = Optional.ofNullable(files.issues).map(path -> IssueFiles.read(path, csv));
        Optional<CallFiles.Calls> read = Optional.ofNullable(files.calls).map(path -> CallFiles.read(path, csv));
        List<CallRecord<String>> calls = read.map(CallFiles.Calls::calls).orElse(List.of());
        ReviewSource source =
                new ReviewInputs(csv, subscriptions, service, options.gap(), files, named, progress).read(orders);
        if (read.isPresent()) {
            source = CallFiles.beside(source, read.get());
        }
        ReviewTime time = ReviewTime.of(source, options.grain(), Optional.ofNullable(options.period));
        ReviewCalculator.Counted counted =
                new ReviewCalculator(source, time, terms(source.reasons())).count(book, calls);
        return new Made(
                counted.review(),
                named ? Optional.of(CallFiles.csv(counted.calls())) : Optional.empty(),
                Optional.of(IssueFiles.csv(counted.issues(), named)));
    }

    /** Of a file with a line for each customer. */
    Made ofSnapshot() {
        Path path = files.snapshot == null ? subscriptions.file().orElseThrow() : files.snapshot;
        SnapshotCalculator.Counted counted = new SnapshotCalculator(
                        new SnapshotInputs(csv, files, named, progress).read(path), terms(false))
                .count();
        return new Made(
                counted.review(),
                named ? Optional.of(CallFiles.csv(counted.calls())) : Optional.empty(),
                Optional.empty());
    }

    /** @param reasons whether it is told why customers left */
    private Terms terms(boolean reasons) {
        return new Terms(
                options.days,
                options.involuntary,
                options.unavoidable,
                options.minimum,
                options.call,
                options.callRule(reasons),
                options.seed == null ? OptionalLong.empty() : OptionalLong.of(options.seed),
                options.callers,
                named);
    }
}
