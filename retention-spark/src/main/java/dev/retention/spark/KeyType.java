package dev.retention.spark;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore.KeyCodec;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The types of customer keys: how Java, Spark and the bytes of stores call each. */
@SuppressWarnings("ImmutableEnumChecker") // types of Spark and codecs, which do not change
enum KeyType {
    LONG(Long.class, DataTypes.LongType, ColumnKind.LONG_KEY, KeyCodec.LONG),
    INT(Integer.class, DataTypes.IntegerType, ColumnKind.INT_KEY, KeyCodec.INT),
    STRING(String.class, DataTypes.StringType, ColumnKind.STRING_KEY, KeyCodec.STRING);

    private final Class<?> type;
    private final DataType spark;
    private final ColumnKind column;
    private final KeyCodec<?> codec;

    KeyType(Class<?> type, DataType spark, ColumnKind column, KeyCodec<?> codec) {
        this.type = type;
        this.spark = spark;
        this.column = column;
        this.codec = codec;
    }

    static KeyType of(Class<?> type) {
        requireNonNull(type, "type of keys");
        return Arrays.stream(values())
                .filter(each -> each.type == type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "type of keys (" + type.getName() + ") must be Long, Integer or String"));
    }

    DataType spark() {
        return spark;
    }

    ColumnKind column() {
        return column;
    }

    @SuppressWarnings("unchecked")
    <K> KeyCodec<K> codec() {
        return (KeyCodec<K>) codec;
    }
}
