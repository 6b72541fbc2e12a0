package dev.retention.examples.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.type.CollectionType;
import dev.retention.history.Members;
import dev.retention.rule.Tally;
import dev.retention.sheet.Json;
import dev.retention.sheet.Json.Customers;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes figures and tables of the library through Jackson as {@link Json} does, and reads figures back.
 *
 * <p>Customers are written only by {@link #withCustomers()}. Read back are periods, timelines and the library's records of numbers, such as
 * proportions, intervals, churn rates, tenures and purchase histories; a tally is written as its bytes and read as a {@link StoredTally}. A
 * label of a day does not tell the grain of its period: {@link #inPeriodsOf} does.
 */
public final class RetentionModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    private final Customers customers;

    private final @Nullable Grain grain;

    private RetentionModule(Customers customers, @Nullable Grain grain) {
        super("dev.retention");
        this.customers = customers;
        this.grain = grain;
    }

    /** A module that refuses to write a customer's key. */
    public static RetentionModule withoutCustomers() {
        return new RetentionModule(Customers.UNNAMED, null);
    }

    /** A module that names the customers behind every row, and writes lists of them. */
    public static RetentionModule withCustomers() {
        return new RetentionModule(Customers.NAMED, null);
    }

    /** The same, taking the labels that it reads for periods of a grain, such as weeks. */
    public RetentionModule inPeriodsOf(Grain labels) {
        return new RetentionModule(customers, labels);
    }

    @Override
    public void setupModule(Module.SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new Serializers.Base() {
            @Override
            public @Nullable JsonSerializer<?> findSerializer(
                    SerializationConfig config, JavaType type, BeanDescription description) {
                return isOurs(type) ? new Written() : null;
            }

            @Override
            public @Nullable JsonSerializer<?> findCollectionSerializer(
                    SerializationConfig config,
                    CollectionType type,
                    BeanDescription description,
                    @Nullable TypeSerializer elementTypes,
                    @Nullable JsonSerializer<Object> elements) {
                return Members.class.isAssignableFrom(type.getRawClass()) ? new Written() : null;
            }
        });
        context.addDeserializers(new Deserializers.Base() {
            @Override
            public @Nullable JsonDeserializer<?> findBeanDeserializer(
                    JavaType type, DeserializationConfig config, BeanDescription description) {
                Class<?> raw = type.getRawClass();
                boolean isRead = (isOurs(type) && raw.isRecord()) || raw == Timeline.class || raw == Period.class;
                return isRead ? new Read(raw) : null;
            }
        });
    }

    private static boolean isOurs(JavaType type) {
        return type.getRawClass().getName().startsWith("dev.retention.")
                && !type.isEnumType()
                && type.getRawClass() != Object.class;
    }

    private final class Written extends JsonSerializer<Object> {
        @Override
        public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
            String json = value instanceof Tally<?> tally
                    ? StoredTally.of(tally).toJson()
                    : value instanceof StoredTally stored ? stored.toJson() : Json.of(value, customers);
            // Token by token, so that trees and other formats have it too.
            try (JsonParser parsed = out.getCodec().getFactory().createParser(json)) {
                parsed.nextToken();
                out.copyCurrentStructure(parsed);
            }
        }
    }

    private final class Read extends JsonDeserializer<Object> {
        private final Class<?> type;

        private Read(Class<?> type) {
            this.type = type;
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return new FigureReader(grain).read(parser.<JsonNode>readValueAsTree(), type);
            } catch (IllegalArgumentException | ArithmeticException e) {
                return context.reportInputMismatch(type, "%s", e.getMessage());
            }
        }
    }
}
