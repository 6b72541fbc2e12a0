package dev.retention.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A database behind which every call is written down, and any call can be made to fail. */
final class Wiretap {
    private final DataSource database;
    private final List<String> calls = new ArrayList<>();
    private final Map<String, Failure> failures = new HashMap<>();

    /** What a call throws from its so-manieth time on. */
    private record Failure(int from, SQLException thrown) {}

    Wiretap(DataSource database) {
        this.database = database;
    }

    /** Makes a method fail, such as {@code ResultSet.next}. */
    Wiretap failing(String method, int from, SQLException thrown) {
        failures.put(method, new Failure(from, thrown));
        return this;
    }

    DataSource source() {
        return tapped(DataSource.class, database);
    }

    Connection connection() throws SQLException {
        return tapped(Connection.class, database.getConnection());
    }

    /** The calls of a type's methods so far, with their arguments. */
    List<String> calls(Class<?> type) {
        String prefix = type.getSimpleName() + ".";
        return calls.stream()
                .filter(call -> call.startsWith(prefix))
                .map(call -> call.substring(prefix.length()))
                .toList();
    }

    private <T> T tapped(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                Wiretap.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(type, target, method, arguments)));
    }

    private Object call(Class<?> type, Object target, Method method, Object[] arguments) throws Throwable {
        String name = type.getSimpleName() + "." + method.getName();
        String call = name + (arguments == null ? "[]" : Arrays.toString(arguments));
        calls.add(call);
        for (String key : List.of(name, call)) {
            Failure failure = failures.get(key);
            if (failure != null
                    && calls.stream()
                                    .filter(each -> each.equals(key) || each.startsWith(key + "["))
                                    .count()
                            >= failure.from) {
                throw failure.thrown;
            }
        }
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        for (Class<?> tappable : List.of(Connection.class, PreparedStatement.class, ResultSet.class)) {
            if (tappable == method.getReturnType()) {
                return tapped(tappable, result);
            }
        }
        return result;
    }
}
