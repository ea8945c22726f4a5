package io.paceline.job.topology;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes examples of stream records: either with every component filled or with null in every
 * component that may be null.
 */
final class RecordFiller {

  private static final int ELEMENTS = 3;

  private final Random random;

  RecordFiller(long seed) {
    random = new Random(seed);
  }

  /** A record in which every component has a value. */
  <T> T filled(Class<T> type) {
    return type.cast(value(type));
  }

  /** A record in which every component is null unless it is a primitive. */
  <T> T sparse(Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Class<?> component = components[i].getType();
      values[i] = component.isPrimitive() ? value(component) : null;
    }
    return type.cast(build(type, values));
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return collection(generic);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return "text-" + random.nextInt(1_000_000);
    }
    if (plain == Boolean.class) {
      return random.nextBoolean();
    }
    if (plain.isPrimitive() || plain == Long.class || plain == Integer.class) {
      return number(plain);
    }
    if (plain.isEnum()) {
      Object[] constants = plain.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    if (plain.isArray()) {
      Object array = Array.newInstance(plain.getComponentType(), ELEMENTS);
      for (int i = 0; i < ELEMENTS; i++) {
        Array.set(array, i, value(plain.getComponentType()));
      }
      return array;
    }
    if (plain.isRecord()) {
      Object[] values =
          Arrays.stream(plain.getRecordComponents())
              .map(component -> value(component.getGenericType()))
              .toArray();
      return build(plain, values);
    }
    throw new IllegalArgumentException("no example of " + type);
  }

  private Object number(Class<?> type) {
    if (type == boolean.class) {
      return true;
    }
    if (type == byte.class) {
      return (byte) (1 + random.nextInt(Byte.MAX_VALUE));
    }
    if (type == int.class || type == Integer.class) {
      return 1 + random.nextInt(1_000_000);
    }
    if (type == long.class || type == Long.class) {
      return 1 + (random.nextLong() >>> 1);
    }
    if (type == float.class) {
      return 1 + random.nextFloat();
    }
    if (type == double.class) {
      return 1 + random.nextDouble();
    }
    throw new IllegalArgumentException("no example of " + type);
  }

  private Object collection(ParameterizedType type) {
    Type[] of = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < ELEMENTS; i++) {
        list.add(value(of[0]));
      }
      return list;
    }
    if (type.getRawType() == Map.class) {
      Map<Object, Object> map = new HashMap<>();
      for (int i = 0; i < ELEMENTS; i++) {
        map.put(value(of[0]), value(of[1]));
      }
      return map;
    }
    throw new IllegalArgumentException("no example of " + type);
  }

  private static Object build(Class<?> type, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no example of " + type, e);
    }
  }
}
