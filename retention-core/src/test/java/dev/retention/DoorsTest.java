package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Primitives;
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
import org.junit.jupiter.api.Test;

/**
 * One policy at every public door: null is refused by a NullPointerException whose message is the argument's name, and NaN by an
 * IllegalArgumentException that names the argument and the value.
 *
 * <p>A tester of our own, for Guava's checks no message and knows no NaN, and these tests run beside the oldest Guava too.
 */
class DoorsTest {
    /** More digits than any computer has room for, in a few bytes. */
    private static final BigDecimal BOMB = new BigDecimal("1E+20000000");

    /** The ends of what types of numbers hold. */
    private static final List<Number> EXTREMES = List.of(
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.MIN_VALUE,
            Integer.MIN_VALUE,
            -1,
            Integer.MAX_VALUE,
            Long.MIN_VALUE,
            -1L,
            Long.MAX_VALUE);

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
            Object nan = door.number(Double.NaN);
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
    void extremeNumbersAreAnsweredOrRefusedByName() {
        List<String> faults = new ArrayList<>();
        for (Door door : doors()) {
            for (Number number : EXTREMES) {
                Object extreme = door.number(number);
                if (extreme != null) {
                    String outcome = door.outcome(extreme);
                    if (!outcome.isEmpty() && !door.refuses(door.argument())) {
                        faults.add(door + " of " + number + ": " + outcome);
                    }
                }
            }
        }
        assertThat(faults)
                .as("doors that answer an extreme number with NaN, take it for another, or do not name it")
                .isEmpty();
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
            return message.contains(value)
                    && (names().stream().anyMatch(message::contains)
                            || message.startsWith(door.getName())
                            || message.startsWith(String.valueOf(arguments[0])));
        }

        /** The number as this argument, or as the first of this argument's; null if it takes no such numbers. */
        Object number(Number number) {
            Class<?> taken = Primitives.wrap(parameter());
            if (taken == number.getClass()) {
                return number;
            }
            if (!(number instanceof Double) || taken != double[].class) {
                return null;
            }
            double[] numbers = ((double[]) argument()).clone();
            numbers[0] = number.doubleValue();
            return numbers;
        }

        /** Whether an argument is refused, for the sake of others or of the state. */
        boolean refuses(Object argument) {
            return callWith(argument) != null;
        }

        /** What is wrong with the answer to an argument, or with its refusal; empty if all is well. */
        String outcome(Object argument) {
            try {
                String answer = String.valueOf(call(argument));
                return answer.contains("NaN") ? answer : "";
            } catch (InvocationTargetException e) {
                Throwable thrown = e.getCause();
                boolean well = thrown instanceof IndexOutOfBoundsException
                        || thrown instanceof ArithmeticException
                        || thrown instanceof IllegalArgumentException && isNamedIn(thrown, "");
                return well ? "" : thrown.toString();
            }
        }

        Object call(Object argument) throws InvocationTargetException {
            Object[] changed = arguments.clone();
            changed[index] = argument;
            return samples.call(type, door, changed);
        }

        Throwable callWith(Object argument) {
            try {
                call(argument);
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
