package dev.retention.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import dev.retention.history.HistoryStore.KeyCodec;
import dev.retention.history.RandomLines.Line;
import dev.retention.testkit.EventLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class StoreBytesTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);

    private static <K> byte[] bytes(HistoryStore<K> store, KeyCodec<K> keys) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.writeTo(bytes, keys);
        return bytes.toByteArray();
    }

    private static <K> HistoryStore<K> read(byte[] bytes, KeyCodec<K> keys) throws IOException {
        return HistoryStore.readFrom(new ByteArrayInputStream(bytes), keys);
    }

    private static List<Line> lines(int count) {
        SplittableRandom random = new SplittableRandom(5);
        return IntStream.range(0, count)
                .mapToObj(i -> new Line(
                        random.nextInt(count / 5),
                        DAY.plusDays(random.nextInt(30)),
                        random.nextBoolean() ? "order" : "visit",
                        random.nextInt(100),
                        random.nextBoolean() ? "gold" : null,
                        random.nextInt(3),
                        random.nextBoolean() ? 7L : null,
                        DAY.plusDays(random.nextInt(60)),
                        null))
                .toList();
    }

    private static <K> void checkKeys(Function<Integer, K> key, KeyCodec<K> codec) throws IOException {
        HistoryStore<K> store = HistoryStore.ofInstants(key, (Integer i) -> Instant.ofEpochSecond(i))
                .from(IntStream.range(0, 10_000).mapToObj(i -> i % 2_500).toList());
        HistoryStore<K> read = read(bytes(store, codec), codec);
        assertThat(read.customers()).isEqualTo(2_500);
        assertThat(read.events()).isEqualTo(10_000);
        assertThat(read.hasInstants()).isTrue();
        for (int c = 0; c < 2_500; c++) {
            assertThat(read.customer(c)).isEqualTo(store.customer(c));
            assertThat(read.find(key.apply(c))).isEqualTo(store.find(key.apply(c)));
        }
    }

    /** A key of the caller's own. */
    private record Account(String name) {}

    @Test
    void keysGoThereAndBack() throws IOException {
        checkKeys(i -> (long) i * i - 9, KeyCodec.LONG);
        checkKeys(i -> i - 9, KeyCodec.INT);
        checkKeys(i -> "näme \uD800 " + "x".repeat(i % 7 == 0 ? 40_000 / (1 + i) : 3) + i, KeyCodec.STRING);
        checkKeys(i -> new UUID(i, -i), KeyCodec.UUID);
        checkKeys(i -> new Account("a" + i), new KeyCodec<>() {
            @Override
            public void write(Account key, DataOutput out) throws IOException {
                KeyCodec.STRING.write(key.name(), out);
            }

            @Override
            public Account read(DataInput in) throws IOException {
                return new Account(KeyCodec.STRING.read(in));
            }
        });
    }

    @Test
    void exclusionsAndMergesGoWithIt() throws IOException {
        HistoryStore<Long> store = HistoryStore.<BigDecimal, Long>ofDates(BigDecimal::longValue, amount -> DAY)
                .amounts(amount -> amount, EventLog.USD)
                .merging(Map.of(2L, 1L))
                .lenient()
                .from(List.of(BigDecimal.ONE, BigDecimal.valueOf(2), new BigDecimal("1.001")));
        HistoryStore<Long> read = read(bytes(store, KeyCodec.LONG), KeyCodec.LONG);
        assertThat(read).hasToString("1 customers, 2 events in USD");
        assertThat(read.exclusions()).hasToString(store.exclusions().toString());
        assertThat(read.exclusions().examples()).isEqualTo(store.exclusions().examples());
        assertThat(read.mergeEffect()).isEqualTo(new MergeEffect(1, 1));
        HistoryStore<Long> empty = LongHistoryBuilder.ofMicros().build();
        assertThat(read(bytes(empty, KeyCodec.LONG), KeyCodec.LONG)).hasToString("0 customers, 0 events");
    }

    @Test
    void whatIsCutOffChangedOrLongerIsRefused() throws IOException {
        byte[] bytes = bytes(RandomLines.reader().from(lines(20_000)), KeyCodec.LONG);
        for (int length = 0; length < bytes.length; length += 1 + length / 7) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(cut, KeyCodec.LONG));
        }
        byte[] changed = bytes.clone();
        changed[bytes.length / 2] ^= 1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(changed, KeyCodec.LONG))
                .withMessage("the checksum must match: the bytes were changed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1), KeyCodec.LONG))
                .withMessage("the bytes must end where the store ends");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(new byte[] {0x7F, 0, 0, 0, 0, 0, 0, 0}, KeyCodec.LONG))
                .withMessage("length of a frame (2130706432) must be at most 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(framed(new byte[8]), KeyCodec.LONG))
                .withMessage("the bytes must be those of a store");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(
                        framed(ByteBuffer.allocate(8)
                                .putInt(0x52485354)
                                .putInt(9)
                                .array()),
                        KeyCodec.LONG))
                .withMessage("version (9) of the bytes must be 1");
    }

    /** Content in frames with right checksums, as whoever means harm would send it. */
    private static byte[] framed(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int frame = 0;
        for (int from = 0; ; from += 1 << 16) {
            byte[] part = Arrays.copyOfRange(
                    content, Math.min(from, content.length), Math.min(from + (1 << 16), content.length));
            CRC32 crc = new CRC32();
            crc.update(ByteBuffer.allocate(4).putInt(frame++).array());
            crc.update(part);
            out.writeBytes(ByteBuffer.allocate(8 + part.length)
                    .putInt(part.length)
                    .put(part)
                    .putInt((int) crc.getValue())
                    .array());
            if (part.length == 0) {
                return out.toByteArray();
            }
        }
    }

    private static byte[] unframed(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (in.hasRemaining()) {
            byte[] part = new byte[in.getInt()];
            in.get(part);
            in.getInt();
            content.writeBytes(part);
        }
        return content.toByteArray();
    }

    @Test
    void mutatedBytesAreRefusedOrAStore() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (byte[] bytes : List.of(
                bytes(RandomLines.reader().from(lines(30)), KeyCodec.LONG),
                bytes(RandomLines.built(lines(30)), KeyCodec.LONG),
                bytes(
                        HistoryStore.ofInstants((Long i) -> i, Instant::ofEpochSecond)
                                .from(List.of(1L, 2L, 3L)),
                        KeyCodec.LONG))) {
            assertThat(framed(unframed(bytes))).isEqualTo(bytes);
            seeds.add(unframed(bytes));
        }
        SplittableRandom random = new SplittableRandom(6);
        int stores = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] content = seeds.get(i % seeds.size()).clone();
            int edits = 1 + random.nextInt(3);
            for (int edit = 0; edit < edits; edit++) {
                int at = random.nextInt(content.length);
                switch (random.nextInt(4)) {
                    case 0 -> content[at] ^= (byte) (1 << random.nextInt(8));
                    case 1 -> content[at] = (byte) random.nextInt();
                    case 2 ->
                        Arrays.fill(content, at, Math.min(content.length, at + 4), (byte)
                                (random.nextBoolean() ? 0x7F : -1));
                    default -> content = Arrays.copyOf(content, 1 + random.nextInt(content.length));
                }
            }
            // Every other one with right checksums, so that what stands behind them is tried.
            byte[] bytes = i % 2 == 0 ? framed(content) : content;
            try {
                HistoryStore<Long> store = read(bytes, KeyCodec.LONG);
                assertThat(bytes(store, KeyCodec.LONG)).isNotEmpty();
                stores++;
            } catch (IllegalArgumentException | IOException e) {
                assertThat(e.getMessage() == null || e.getMessage().length() < 1_000)
                        .isTrue();
            } catch (RuntimeException | Error e) {
                fail("mutation " + i, e);
            }
        }
        assertThat(stores).isPositive();
    }

    @Test
    void countsThatAreNotThereTakeNoRoom() throws IOException {
        // Two billion events are announced for one customer, and the bytes end.
        byte[] content = unframed(bytes(LongHistoryBuilder.ofDays().add(1, 1).build(), KeyCodec.LONG));
        int at = content.length - (4 + 4 + 8 + 8) - 8 - 4;
        ByteBuffer.wrap(content).putInt(at, Integer.MAX_VALUE - 9);
        byte[] bytes = framed(content);
        // Less than a byte for each of the events could be had.
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(bytes, KeyCodec.LONG));
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0x7F;
            }
        };
        assertThatIllegalArgumentException().isThrownBy(() -> HistoryStore.readFrom(endless, KeyCodec.STRING));
    }
}
