package dev.retention.examples.review.count;

import dev.retention.loss.Loss;
import dev.retention.movement.Spells;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Which customers who were lost in a period came back after it, and when. */
final class Returns {

    private static final String BACK = "back";

    private final ReviewSource source;
    private final Measured<String>.Column back;

    Returns(ReviewSource source, ReviewTime time, Sweep<String> sweep) {
        this.source = source;
        Spells spells = source.service().spells();
        long last = time.lastDay().toEpochDay();
        this.back = sweep.measure(Measure.of(
                        "when customers came after the period",
                        time.timeline(),
                        List.of(BACK),
                        (history, sink) -> spells.of(history).stream()
                                .mapToLong(spell -> spell.start().toEpochDay())
                                .filter(day -> day > last)
                                .findFirst()
                                .ifPresent(day -> sink.set(0, day))))
                .column(BACK);
    }

    /** The day on which a customer came back; empty if she is still away at the end of the data. */
    Optional<LocalDate> of(String customer) {
        OptionalInt number = source.all().find(customer);
        return number.isPresent() && back.has(number.getAsInt())
                ? Optional.of(LocalDate.ofEpochDay(back.at(number.getAsInt())))
                : Optional.empty();
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
