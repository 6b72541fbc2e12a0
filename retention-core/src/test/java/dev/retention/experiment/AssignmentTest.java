package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.ContingencyTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Arms by hashes of keys: the same for ever, even, and independent of each other. */
class AssignmentTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Assignment<Object> OFFER =
            Assignment.<Object>of("save offer, spring 2026", "holdout", "offer").with("offer", 9);
    private static final Assignment<Object> THREE = Assignment.of("three", "a", "b", "c");

    /** No later version may move a customer. */
    @ParameterizedTest
    @CsvSource({
        "0,                     a, b, b",
        "1,                     c, a, b",
        "17,                    b, c, a",
        "42,                    a, a, c",
        "-1,                    b, c, c",
        "9223372036854775807,   a, b, b",
    })
    void armsOfNumbersStayWhatTheyAre(long key, String arm, String north, String south) {
        assertThat(THREE.arm(key)).isEqualTo(arm);
        assertThat(THREE.arm(key, "north")).isEqualTo(north);
        assertThat(THREE.arm(key, "south")).isEqualTo(south);
        if (key == (int) key) {
            assertThat(THREE.arm((int) key)).isEqualTo(arm);
        }
    }

    @Test
    void armsOfOtherKeysStayWhatTheyAre() {
        assertThat(LongStream.range(0, 60).filter(key -> OFFER.arm(key).equals("holdout")))
                .containsExactly(9L, 10L, 22L, 25L, 35L);
        assertThat(THREE.arm("")).isEqualTo("a");
        assertThat(THREE.arm("customer 17")).isEqualTo("b").isEqualTo(THREE.arm(new StringBuilder("customer 17")));
        assertThat(THREE.arm("Zoë")).isEqualTo("a");
        assertThat(THREE.arm(new UUID(1, 2))).isEqualTo("a");
        assertThat(THREE.dealt(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L)))
                .isEqualTo(Map.of(1L, "b", 2L, "b", 3L, "b", 4L, "c", 5L, "c", 6L, "a", 7L, "a"));
    }

    static Stream<LongFunction<Object>> keys() {
        return Stream.of(
                key -> key,
                key -> key * 4096,
                key -> Long.MIN_VALUE + (key << 32),
                key -> "customer " + key,
                key -> new UUID(0, key),
                key -> new UUID(key, 0));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void armsAreEvenAndOfTheirShares(LongFunction<Object> keys) {
        Assignment<Object> assignment =
                Assignment.of("even", Map.of("control", 50L, "small", 1L, "large", 40L, "other", 9L));
        SampleRatio ratio = SampleRatio.of(counts(assignment, keys, 100_000), assignment.weights());
        assertThat(ratio.pValue().orElseThrow()).as(ratio.toString()).isBetween(0.001, 0.9999);
    }

    private static Map<String, Long> counts(Assignment<Object> assignment, LongFunction<Object> keys, long many) {
        return LongStream.range(0, many)
                .mapToObj(key -> assignment.arm(keys.apply(key)))
                .collect(Collectors.groupingBy(arm -> arm, Collectors.counting()));
    }

    /** Of 400 salts the p-values of evenness are even themselves: neither too far off nor too near. */
    @Test
    void otherSaltsAreAsEven() {
        int[] tenths = new int[10];
        for (int salt = 0; salt < 400; salt++) {
            Assignment<Object> assignment = Assignment.of("salt " + salt, Map.of("a", 1L, "b", 2L, "c", 3L));
            double p = SampleRatio.of(counts(assignment, key -> key, 2_000), assignment.weights())
                    .pValue()
                    .orElseThrow();
            tenths[Math.min(9, (int) (p * 10))]++;
        }
        assertThat(Arrays.stream(tenths).mapToDouble(count -> (count - 40) * (count - 40) / 40.0).sum())
                .isLessThan(27.9);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void saltsAndStrataAreIndependent(LongFunction<Object> keys) {
        Assignment<Object> other = Assignment.of("three.", "a", "b", "c");
        long[][] salts = new long[3][3];
        long[][] strata = new long[3][3];
        long[][] same = new long[3][3];
        for (long key = 0; key < 30_000; key++) {
            Object customer = keys.apply(key);
            int arm = THREE.arm(customer).charAt(0) - 'a';
            salts[arm][other.arm(customer).charAt(0) - 'a']++;
            strata[arm][THREE.arm(customer, "north").charAt(0) - 'a']++;
            same[THREE.arm(customer, "south").charAt(0) - 'a'][THREE.arm(customer, "north").charAt(0) - 'a']++;
        }
        for (long[][] table : List.of(salts, strata, same)) {
            assertThat(ContingencyTable.of(table).pValue().orElseThrow()).isBetween(0.0005, 0.9999);
        }
    }

    @Test
    void strataMayHaveWeightsOfTheirOwn() {
        Assignment<Object> within = OFFER.within("large", Map.of("holdout", 1L, "offer", 1L));
        assertThat(within.weights("large")).containsEntry("offer", 1L);
        assertThat(within.weights("small")).isEqualTo(OFFER.weights());
        long held = LongStream.range(0, 10_000)
                .filter(key -> within.arm(key, "large").equals("holdout"))
                .count();
        assertThat(held).isBetween(4_800L, 5_200L);
        assertThat(LongStream.range(0, 1_000))
                .allSatisfy(key -> assertThat(within.arm(key, "small")).isEqualTo(OFFER.arm(key, "small")));
        assertThat(within)
                .hasToString("save offer, spring 2026: holdout 1, offer 9, within {large=holdout 1, offer 1}");
    }

    @Test
    void householdsAreNotTorn() {
        Assignment<Long> households =
                Assignment.<Long>of("calls", "holdout", "called").keyedBy(customer -> customer / 3);
        for (long household = 0; household < 1_000; household++) {
            String arm = households.arm(3 * household);
            assertThat(households.arm(3 * household + 1)).isEqualTo(arm);
            assertThat(households.arm(3 * household + 2)).isEqualTo(arm);
        }
        List<Long> customers = LongStream.range(0, 3_000).boxed().toList();
        Map<Long, String> dealt = households.dealt(customers);
        assertThat(dealt.values().stream().filter("called"::equals)).hasSize(1_500);
        assertThat(customers).allSatisfy(each -> assertThat(dealt.get(each)).isEqualTo(dealt.get(each / 3 * 3)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> households.dealt(List.of(1L, 2L), each -> each == 1 ? "north" : "south"))
                .withMessageMatching("strata \\((north, south|south, north)\\)"
                        + " must be one of all customers with the key 0");
    }

    @Test
    void otherKeysNeedAFunction() {
        Assignment<LocalDate> days = Assignment.of("days", "a", "b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> days.arm(DAY))
                .withMessage("customer (2026-03-02) must have a key with a stable hash: of java.time.LocalDate"
                        + " give keyedBy a function to a Long, Integer, CharSequence or UUID");
        Assignment<LocalDate> keyed = days.keyedBy(LocalDate::toEpochDay);
        assertThat(keyed.arm(DAY)).isEqualTo(Assignment.<Long>of("days", "a", "b").arm(DAY.toEpochDay()));
        assertThat(keyed).hasToString("days: a 1, b 1, by keys of a function");
    }

    @Test
    void exposuresAreOfAll() {
        assertThat(OFFER.exposures(List.of(9L, 1L), DAY))
                .containsExactly(new Exposure<>(9L, "holdout", DAY), new Exposure<>(1L, "offer", DAY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OFFER.exposures(List.of(1L, 2L, 1L), DAY))
                .withMessage("customers (1) must be given once each");
        Map<Long, String> arms = new LinkedHashMap<>();
        arms.put(5L, "offer");
        arms.put(4L, "holdout");
        assertThat(Assignment.exposures(arms, DAY)).extracting(Exposure::customer).containsExactly(5L, 4L);
    }

    @Test
    void customersAreDealtExactlyWhateverTheirOrder() {
        List<Object> customers = new ArrayList<>(LongStream.range(0, 1_000).boxed().toList());
        Map<Object, String> dealt = OFFER.dealt(customers);
        assertThat(dealt.values().stream().filter("holdout"::equals)).hasSize(100);
        assertThat(List.copyOf(dealt.keySet())).isEqualTo(customers);
        Collections.reverse(customers);
        assertThat(OFFER.dealt(customers)).isEqualTo(dealt);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OFFER.dealt(List.of(1L, 1L)))
                .withMessage("customers (1) must be given once each");
        assertThat(OFFER.dealt(List.of())).isEmpty();
    }

    /** One in ten of 3,000 strata of one, where the largest remainder would hold nobody out. */
    @Test
    void smallStrataAreDealtByTheirSharesToo() {
        List<Object> customers = new ArrayList<>(LongStream.range(0, 3_000).boxed().toList());
        Map<Object, String> dealt = OFFER.dealt(customers, customer -> "branch " + customer);
        assertThat(dealt.values().stream().filter("holdout"::equals).count()).isBetween(240L, 360L);
    }

    @Test
    void travels() throws IOException, ClassNotFoundException {
        Assignment<Object> assignment = OFFER.within("large", Map.of("offer", 1L)).keyedBy(customer -> customer + "!");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(assignment);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked")
            Assignment<Object> read = (Assignment<Object>) in.readObject();
            assertThat(read).hasToString(assignment.toString());
            for (long key = 0; key < 100; key++) {
                assertThat(read.arm(key)).isEqualTo(assignment.arm(key));
            }
        }
    }

    @Test
    void namesWhatDoesNotTravel() {
        Object fixed = new Object();
        Assignment<Object> assignment = OFFER.keyedBy(customer -> customer.hashCode() + fixed.hashCode());
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(assignment))
                .isInstanceOf(NotSerializableException.class)
                .hasMessage("assignment (save offer, spring 2026) captures something that is not serialisable, of type"
                        + " java.lang.Object");
    }

    @Test
    void refusesWhatNamesNoExperiment() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Assignment.of(" ", "a"))
                .withMessage("salt ( ) must not be an empty text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Assignment.of("x"))
                .withMessage("arms ([]) must hold an arm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Assignment.of("x", "a", "a"))
                .withMessage("arms ([a, a]) must differ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OFFER.with("offer", 0))
                .withMessage("weight (0) of arm offer must be from 1 to 1000000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OFFER.with("offer", 1_000_000_000))
                .withMessageStartingWith("weight (1000000000) of arm offer must leave the sum at most 1000000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OFFER.within("large", Map.of()))
                .withMessage("weights ({}) must hold an arm");
    }
}
