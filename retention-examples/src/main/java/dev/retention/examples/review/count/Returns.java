package dev.retention.examples.review.count;

import dev.retention.loss.Loss;
import dev.retention.loss.LossTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which customers who were lost in a period came back after it, and when. */
final class Returns {

    private final ReviewSource source;
    private final Map<String, LocalDate> back;

    Returns(ReviewSource source, LossTable<String>.InPeriod losses) {
        this.source = source;
        this.back = losses.back();
    }

    /** The day on which a customer came back; empty if still away at the end of the data. */
    Optional<LocalDate> of(String customer) {
        return Optional.ofNullable(back.get(customer));
    }

    /** Those who are still away. */
    List<Loss<String>> away(List<Loss<String>> losses) {
        return losses.stream().filter(loss -> of(loss.customer()).isEmpty()).toList();
    }

    /** How many are back, such as {@code 79 of 142 have ordered again since}; empty if nobody is. */
    Optional<String> words(List<Loss<String>> losses) {
        int back = losses.size() - away(losses).size();
        return back == 0
                ? Optional.empty()
                : Optional.of(back + " of " + losses.size() + (back == 1 ? " has " : " have ")
                        + (source.kind() == ReviewSource.Kind.ORDERS ? "ordered again" : "come back") + " since");
    }
}
