package dev.retention;

import com.google.common.primitives.Primitives;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A value of every exported type, to call every public method with.
 *
 * <p>Few values are given. The others are grown from them: whatever a public constructor or method makes of the samples there are
 * is the sample of its type, and where none makes one a public constant, until nothing new comes. An enum's sample is its first constant, and a functional interface's a
 * proxy that answers with samples.
 */
public final class SampleValues {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 15);

    private final Map<String, Object> pool = new LinkedHashMap<>();
    private final Map<Class<?>, Supplier<?>> fresh = new HashMap<>();
    private final List<Class<?>> types = new ArrayList<>();

    private SampleValues() {
        Sources.exportedTypes().forEach(this::addWithNested);
        GivenValues.plain().forEach(fresh::put);
        pool.putAll(GivenValues.ofTypes());
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Class<?> type : types) {
                for (Executable door : doors(type)) {
                    grown |= grow(type, door);
                }
            }
            for (int i = 0; !grown && i < types.size(); i++) {
                grown = growFromConstants(types.get(i));
            }
        }
    }

    /** Samples of all exported types; new ones, for those that can change are changed by calls. */
    public static SampleValues all() {
        return new SampleValues();
    }

    /** Every exported public type, and the public types inside it. */
    public List<Class<?>> types() {
        return List.copyOf(types);
    }

    /** The sample of a type, with samples as its elements and answers. */
    public Optional<Object> of(Type type) {
        return Optional.ofNullable(sample(type, 0));
    }

    /** The public constructors and methods of a type that its sources declare, those of a hidden supertype among them. */
    public static List<Executable> doors(Class<?> type) {
        List<Executable> doors = new ArrayList<>();
        if (!Modifier.isAbstract(type.getModifiers())) {
            doors.addAll(Arrays.asList(type.getConstructors()));
        }
        for (Method method : type.getMethods()) {
            Class<?> owner = method.getDeclaringClass();
            boolean ours = owner == type
                    || !Modifier.isPublic(owner.getModifiers())
                            && owner.getName().startsWith("dev.retention.");
            boolean ofEnum = type.isEnum()
                    && Modifier.isStatic(method.getModifiers())
                    && (method.getName().equals("valueOf") || method.getName().equals("values"));
            if (ours && !method.isBridge() && !method.isSynthetic() && !ofEnum) {
                doors.add(method);
            }
        }
        doors.sort(Comparator.comparing(Executable::toGenericString));
        return doors;
    }

    /** The sample arguments of a constructor or method, if there are all. */
    public Optional<Object[]> arguments(Executable door) {
        Type[] parameters = door.getGenericParameterTypes();
        Object[] arguments = new Object[parameters.length];
        Class<?> owner = door.getDeclaringClass();
        if (door instanceof Constructor<?> && isCanonical(door) && sample(owner, 0) != null) {
            return Optional.of(components(sample(owner, 0)));
        }
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = sample(parameters[i], 0);
            if (arguments[i] == null) {
                return Optional.empty();
            }
        }
        return Optional.of(arguments);
    }

    /** Calls a constructor, or a method of the sample of a type. */
    public Object call(Class<?> type, Executable door, Object... arguments) throws InvocationTargetException {
        try {
            if (door instanceof Constructor<?> constructor) {
                return constructor.newInstance(arguments);
            }
            Method method = (Method) door;
            method.setAccessible(true);
            return method.invoke(Modifier.isStatic(method.getModifiers()) ? null : sample(type, 0), arguments);
        } catch (ReflectiveOperationException e) {
            if (e instanceof InvocationTargetException thrown) {
                throw thrown;
            }
            throw new AssertionError(door.toString(), e);
        }
    }

    private static boolean isCanonical(Executable constructor) {
        Class<?> owner = constructor.getDeclaringClass();
        return owner.isRecord()
                && Arrays.equals(
                        constructor.getParameterTypes(),
                        Arrays.stream(owner.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray());
    }

    private static Object[] components(Object sample) {
        return Arrays.stream(sample.getClass().getRecordComponents())
                .map(component -> {
                    try {
                        return component.getAccessor().invoke(sample);
                    } catch (ReflectiveOperationException e) {
                        throw new AssertionError(component.toString(), e);
                    }
                })
                .toArray();
    }

    private void addWithNested(Class<?> type) {
        types.add(type);
        Arrays.stream(type.getClasses())
                .filter(nested -> nested.getDeclaringClass() == type)
                .sorted(Comparator.comparing(Class::getName))
                .forEach(this::addWithNested);
    }

    /** Whether a type had no sample, and a constant of its own is one. */
    private boolean growFromConstants(Class<?> type) {
        boolean grown = false;
        for (Field field : type.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && wanted(field.getType())) {
                try {
                    grown |= keep(field.getType(), field.get(null));
                } catch (IllegalAccessException e) {
                    throw new AssertionError(field.toString(), e);
                }
            }
        }
        return grown;
    }

    /** Whether a type of the library had no sample, and this door has made one. */
    private boolean grow(Class<?> owner, Executable door) {
        if (!wanted(door instanceof Method method ? method.getGenericReturnType() : owner)) {
            return false;
        }
        boolean ofInstance = door instanceof Method && !Modifier.isStatic(door.getModifiers());
        if (ofInstance
                && (sample(owner, 0) == null
                        || Proxy.isProxyClass(sample(owner, 0).getClass()))) {
            return false;
        }
        Optional<Object[]> arguments = arguments(door);
        if (arguments.isEmpty()) {
            return false;
        }
        try {
            Object made = call(owner, door, arguments.get());
            return keep(door instanceof Method method ? method.getReturnType() : owner, made);
        } catch (InvocationTargetException e) {
            // These samples do not fit this door: another may make the value. What is thrown may be a sample itself.
            return keep(Object.class, e.getCause());
        }
    }

    private boolean wanted(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isArray()
                    ? wanted(plain.getComponentType())
                    : types.contains(plain) && sample(plain, 0) == null;
        }
        if (type instanceof ParameterizedType generic) {
            return wanted(generic.getRawType())
                    || Arrays.stream(generic.getActualTypeArguments()).anyMatch(this::wanted);
        }
        return type instanceof WildcardType wild && wanted(wild.getUpperBounds()[0]);
    }

    private boolean keep(Class<?> declared, Object made) {
        if (made == null) {
            return false;
        }
        if (made instanceof Optional<?> optional) {
            return optional.isPresent() && keep(Object.class, optional.get());
        }
        boolean kept = false;
        for (Class<?> type : List.of(declared, made.getClass())) {
            if (types.contains(type) && sample(type, 0) == null) {
                pool.put(type.getName(), made);
                kept = true;
            }
        }
        if (made instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                            .limit(1)
                            .filter(entry -> keep(Object.class, entry.getKey()) | keep(Object.class, entry.getValue()))
                            .count()
                    > 0;
        }
        if (made instanceof Collection<?> all && !all.isEmpty()) {
            kept |= keep(Object.class, all.iterator().next());
        }
        return kept;
    }

    private Object sample(Type type, int depth) {
        if (depth > 6) {
            return null;
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain, depth);
        }
        if (type instanceof WildcardType wild) {
            return sample(
                    wild.getLowerBounds().length > 0 ? wild.getLowerBounds()[0] : wild.getUpperBounds()[0], depth);
        }
        if (type instanceof TypeVariable<?> variable) {
            Type bound = variable.getBounds()[0];
            if (bound.getTypeName().startsWith("java.lang.Enum<")) {
                return sample(Enum.class, depth);
            }
            return bound == Object.class || bound.getTypeName().startsWith("java.lang.")
                    ? (Object) 1L
                    : sample(bound, depth + 1);
        }
        if (type instanceof GenericArrayType array) {
            Object element = sample(array.getGenericComponentType(), depth + 1);
            return arrayOf(element instanceof Enum ? Enum.class : Object.class, element);
        }
        return ofGeneric((ParameterizedType) type, depth);
    }

    private Object ofClass(Class<?> type, int depth) {
        Supplier<?> supplier = fresh.get(Primitives.wrap(type));
        if (supplier != null) {
            return supplier.get();
        }
        if (pool.containsKey(type.getName())) {
            return pool.get(type.getName());
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isArray()) {
            Object element = sample(type.getComponentType(), depth + 1);
            return element == null ? null : arrayOf(type.getComponentType(), element);
        }
        return type.isInterface() && method(type) != null ? proxy(type, Map.of(), depth) : null;
    }

    private Object ofGeneric(ParameterizedType type, int depth) {
        if (pool.containsKey(type.getTypeName())) {
            return pool.get(type.getTypeName());
        }
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class
                || raw == Map.class
                || raw.isAssignableFrom(List.class)
                || raw == Set.class
                || raw == Stream.class) {
            Object first = sample(arguments[0], depth + 1);
            Object last = sample(arguments[arguments.length - 1], depth + 1);
            if (first == null || last == null) {
                return null;
            }
            return raw == Optional.class
                    ? Optional.of(first)
                    : raw == Map.class
                            ? Map.of(first, last)
                            : raw == Set.class
                                    ? Set.of(first)
                                    : raw == Stream.class ? Stream.of(first) : List.of(first);
        }
        if (raw == Class.class) {
            return CustomerCount.class;
        }
        if (!pool.containsKey(raw.getName()) && !fresh.containsKey(raw) && raw.isInterface() && method(raw) != null) {
            Map<String, Type> variables = new HashMap<>();
            for (int i = 0; i < arguments.length; i++) {
                variables.put(raw.getTypeParameters()[i].getName(), arguments[i]);
            }
            return proxy(raw, variables, depth);
        }
        return ofClass(raw, depth);
    }

    /** The one method of a functional interface, or null. */
    private static Method method(Class<?> type) {
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> !method.getName().equals("equals"))
                .toList();
        return methods.size() == 1 ? methods.get(0) : null;
    }

    private Object proxy(Class<?> type, Map<String, Type> variables, int depth) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.isDefault()) {
                return java.lang.reflect.InvocationHandler.invokeDefault(self, method, arguments);
            }
            return switch (method.getName()) {
                case "equals" -> self == arguments[0];
                case "hashCode" -> 1;
                case "toString" -> "a sample of " + type.getSimpleName();
                default -> {
                    Type answer = method.getGenericReturnType();
                    Type known = answer instanceof TypeVariable<?> v ? variables.getOrDefault(v.getName(), v) : answer;
                    yield known == void.class ? null : sample(known, depth + 1);
                }
            };
        });
    }

    private static Object arrayOf(Class<?> component, Object element) {
        Object array = Array.newInstance(component, 1);
        Array.set(array, 0, element);
        return array;
    }
}
