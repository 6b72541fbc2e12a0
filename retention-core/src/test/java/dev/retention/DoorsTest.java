package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * One policy at every public door: null is refused by a NullPointerException whose message is the argument's name, and NaN by an
 * IllegalArgumentException that names the argument and the value.
 *
 * <p>A tester of our own, for Guava's checks no message and knows no NaN, and these tests run beside the oldest Guava too.
 */
class DoorsTest {
    /** Packages and types whose doors are being built. */
    private static final Set<String> LATER = Set.of(
            "dev.retention.cohort",
            "dev.retention.movement",
            "dev.retention.history",
            "dev.retention.purchase",
            "dev.retention.model.Bootstrap",
            "dev.retention.model.LeastSquaresFit",
            "dev.retention.model.ModelFit",
            "dev.retention.model.BetaDiscreteWeibullFitter",
            "dev.retention.model.BgBbFitter",
            "dev.retention.model.GammaGammaFitter",
            "dev.retention.model.PurchaseModelFitter",
            "dev.retention.model.ShiftedBetaGeometricFitter");

    /** More digits than any computer has room for, in a few bytes. */
    private static final BigDecimal BOMB = new BigDecimal("1E+20000000");

    private final SampleValues samples = SampleValues.all();
    private final Map<String, Declarations> declarations = new HashMap<>();

    @Test
    void everyExportedTypeHasASample() {
        assertThat(samples.types())
                .filteredOn(type -> !isUtility(type) && samples.of(type).isEmpty())
                .as("types without a sample: give SampleValues one")
                .isEmpty();
    }

    @Test
    void noPublicValueFailsToPrint() {
        for (Class<?> type : samples.types()) {
            samples.of(type)
                    .ifPresent(sample ->
                            assertThat(sample.toString()).as(type.getName()).isNotEmpty());
        }
    }

    @Test
    void nullIsRefusedByName() {
        List<String> faults = new ArrayList<>();
        for (Door door : doors()) {
            if (door.parameter().isPrimitive() || door.mayBeNull()) {
                continue;
            }
            Throwable thrown = door.callWith(null);
            if (!(thrown instanceof NullPointerException) || !door.names().contains(thrown.getMessage())) {
                faults.add(door + ": " + thrown);
            }
        }
        assertThat(faults).as("doors that let null in or do not name it").isEmpty();
    }

    @Test
    void notANumberIsRefusedByName() {
        List<String> faults = new ArrayList<>();
        for (Door door : doors()) {
            Object nan = door.notANumber();
            if (nan != null) {
                Throwable thrown = door.callWith(nan);
                if (!(thrown instanceof IllegalArgumentException) || !door.isNamedIn(thrown, "NaN")) {
                    faults.add(door + ": " + thrown);
                }
            }
        }
        assertThat(faults).as("doors that let NaN in or do not name it").isEmpty();
    }

    @Test
    void absurdAmountsAreRefusedByName() {
        List<String> faults = new ArrayList<>();
        for (Door door : doors()) {
            if (door.parameter() == BigDecimal.class) {
                Throwable thrown = door.callWith(BOMB);
                if (!(thrown instanceof IllegalArgumentException) || !door.isNamedIn(thrown, BOMB.toString())) {
                    faults.add(door + ": " + thrown);
                }
            }
        }
        assertThat(faults)
                .as("doors that reckon with an amount before they look at its size")
                .isEmpty();
    }

    /** One argument of a public constructor or method. */
    private final class Door {
        private final Class<?> type;
        private final Executable door;
        private final Object[] arguments;
        private final int index;

        Door(Class<?> type, Executable door, Object[] arguments, int index) {
            this.type = type;
            this.door = door;
            this.arguments = arguments;
            this.index = index;
        }

        Class<?> parameter() {
            return door.getParameterTypes()[index];
        }

        Object argument() {
            return arguments[index];
        }

        boolean mayBeNull() {
            boolean elements = door.isVarArgs() && index == arguments.length - 1;
            return elements || written().stream().anyMatch(Declarations.Named::nullable);
        }

        List<String> names() {
            return written().stream().map(Declarations.Named::name).toList();
        }

        boolean isNamedIn(Throwable thrown, String value) {
            String message = String.valueOf(thrown.getMessage());
            return message.contains(value) && names().stream().anyMatch(message::contains);
        }

        Object notANumber() {
            if (parameter() == double.class || argument() instanceof Double) {
                return Double.NaN;
            }
            if (parameter() != double[].class) {
                return null;
            }
            double[] numbers = ((double[]) argument()).clone();
            numbers[0] = Double.NaN;
            return numbers;
        }

        Throwable callWith(Object argument) {
            Object[] changed = arguments.clone();
            changed[index] = argument;
            try {
                samples.call(type, door, changed);
                return null;
            } catch (InvocationTargetException e) {
                return e.getCause();
            }
        }

        private List<Declarations.Named> written() {
            return declarations
                    .computeIfAbsent(Sources.of(door.getDeclaringClass()), Declarations::new)
                    .of(door, index);
        }

        @Override
        public String toString() {
            return door.getDeclaringClass().getName() + "#"
                    + door.toGenericString().replaceAll("(java|dev)[\\w.]+\\.", "") + " " + names();
        }
    }

    private List<Door> doors() {
        List<Door> doors = new ArrayList<>();
        for (Class<?> type : samples.types()) {
            if (LATER.stream().anyMatch(later -> type.getName().startsWith(later))) {
                continue;
            }
            for (Executable door : SampleValues.doors(type)) {
                Optional<Object[]> arguments = samples.arguments(door);
                if (door.getParameterCount() > 0 && !door.getName().equals("equals") && isCallable(type, door)) {
                    Object[] given = arguments.orElseThrow(() -> new AssertionError("no samples to call " + door));
                    for (int i = 0; i < given.length; i++) {
                        doors.add(new Door(type, door, given, i));
                    }
                }
            }
        }
        return doors;
    }

    /** Not the method that users write. */
    private boolean isCallable(Class<?> type, Executable door) {
        if (!(door instanceof Method) || Modifier.isStatic(door.getModifiers())) {
            return true;
        }
        return samples.of(type)
                        .filter(sample -> !Proxy.isProxyClass(sample.getClass()))
                        .isPresent()
                && !(type.isInterface() && Modifier.isAbstract(door.getModifiers()));
    }

    private static boolean isUtility(Class<?> type) {
        return type.getConstructors().length == 0
                && SampleValues.doors(type).stream().allMatch(door -> Modifier.isStatic(door.getModifiers()));
    }
}
