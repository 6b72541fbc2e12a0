package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A named number read from objects of the caller's type. */
final class Covariate<T> {
    final String name;
    private final ToDoubleFunction<? super T> value;

    Covariate(String name, ToDoubleFunction<? super T> value) {
        this.name = name;
        this.value = value;
    }

    /** The covariates and one more, of a name not yet used. */
    static <T> List<Covariate<T>> plus(List<Covariate<T>> all, String name, ToDoubleFunction<? super T> value) {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
        checkArgument(all.stream().noneMatch(c -> c.name.equals(name)), "name (%s) is used already", name);
        List<Covariate<T>> more = new ArrayList<>(all);
        more.add(new Covariate<>(name, value));
        return List.copyOf(more);
    }

    /** The place of a name. */
    static <T> int index(List<Covariate<T>> all, String name) {
        requireNonNull(name, "covariate");
        for (int j = 0; j < all.size(); j++) {
            if (all.get(j).name.equals(name)) {
                return j;
            }
        }
        throw new IllegalArgumentException("covariate (" + name + ") must be one of " + all);
    }

    double of(T item) {
        double x = value.applyAsDouble(item);
        checkArgument(Double.isFinite(x), "covariate '%s' (%s) must be finite", name, x);
        return x;
    }

    @Override
    public String toString() {
        return name;
    }
}
