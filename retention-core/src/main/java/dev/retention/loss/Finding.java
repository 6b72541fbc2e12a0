package dev.retention.loss;

import com.google.common.base.Suppliers;
import dev.retention.Interval;
import dev.retention.history.Members;
import dev.retention.internal.Text;
import java.util.function.Supplier;

/**
 * Something that a {@link LossReview} found beyond chance: in a sentence, with its number, where that lies, and the lost customers behind
 * it.
 *
 * <p>How large it is, {@link #excess}, is told alike of everything that can be found: of the lost customers behind it, those beyond what
 * the risk of the others, or of the period it is compared with, would have given:
 *
 * <pre>
 *   excess = customers · (1 − 1 / ratio)
 * </pre>
 *
 * <p>So that of twelve lost customers who complained, at twice the risk of others, six are in excess. It says where to look, and not that
 * it is the cause. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Finding<K> {
    private static final double LEAST = 1e-4;
    private static final String LEAST_IN_WORDS = "0.0001";

    private final Kind kind;
    private final String name;
    private final String words;
    private final double ratio;
    private final Interval interval;
    private final double pValue;
    private final double adjusted;
    private final long customers;
    private final Supplier<Members<K>> members;

    Finding(Question<K> question, double adjusted) {
        this.kind = question.kind;
        this.name = question.name;
        this.words = question.words;
        this.ratio = question.ratio;
        this.interval = question.interval;
        this.pValue = question.pValue;
        this.adjusted = adjusted;
        this.customers = question.customers;
        this.members = Suppliers.memoize(question.members::get);
    }

    /** What kind of question was answered. */
    public enum Kind {
        /** What the lost have in common: customers with a trait are lost more often than those without. */
        TRAIT,
        /** What announced it: customers are lost more often after a signal than others of the same tenure. */
        SIGNAL,
        /** More were lost, or for one reason, than in the period it is compared with. */
        CHANGE
    }

    /**
     * A question that was tested, whatever the answer.
     *
     * @param kind which kind
     * @param name what was asked about
     * @param words the answer in a sentence
     * @param ratio the risk against that of the others
     * @param interval where the ratio lies, at 95 %
     * @param pValue of no difference
     * @param customers the lost of the period behind it
     * @param members who they are
     */
    record Question<K>(
            Kind kind,
            String name,
            String words,
            double ratio,
            Interval interval,
            double pValue,
            long customers,
            Supplier<Members<K>> members) {
        double excess() {
            return ratio <= 1 ? 0 : customers * (1 - 1 / ratio);
        }
    }

    /**
     * What kind of question it answers.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * What it is about, by which findings of two reviews are told to be the same.
     *
     * @return such as {@code plan = starter}, or the definition of a signal
     */
    public String name() {
        return name;
    }

    /**
     * The finding in a sentence.
     *
     * @return the words, without a full stop
     */
    public String words() {
        return words;
    }

    /**
     * How many times the risk to be lost is that of the others, or of the other period.
     *
     * @return above 1; infinite where none of the others was lost
     */
    public double ratio() {
        return ratio;
    }

    /**
     * Where the ratio lies.
     *
     * @return the interval at 95 %
     */
    public Interval interval() {
        return interval;
    }

    /**
     * How likely such a difference is by chance, of this question alone.
     *
     * @return from 0 to 1
     */
    public double pValue() {
        return pValue;
    }

    /**
     * The p-value corrected for all that the review question.
     *
     * @return at most the level of the review, and at least {@link #pValue}
     */
    public double adjusted() {
        return adjusted;
    }

    /**
     * How many lost customers of the period are behind it.
     *
     * @return at least 1
     */
    public long customers() {
        return customers;
    }

    /**
     * How many of them are beyond what the risk of the others would have given.
     *
     * @return {@code customers · (1 − 1 / ratio)}, above 0
     */
    public double excess() {
        return customers * (1 - 1 / ratio);
    }

    /**
     * The lost customers of the period behind it. May take one more pass over the store.
     *
     * @return as many as {@link #customers} says
     */
    public Members<K> members() {
        return members.get();
    }

    /** Prints the sentence and the corrected p-value. */
    @Override
    public String toString() {
        String p = adjusted < LEAST ? "below " + LEAST_IN_WORDS : Text.number(adjusted, 2);
        return words + "; p " + p + ", corrected";
    }
}
