package io.paceline.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

  private static JsonObject object(String json) throws InvalidJsonException {
    return DocumentParser.ofMessages("the message")
        .parseObject(json.replace('\'', '"').getBytes(UTF_8));
  }

  private static void assertRefused(ThrowingCallable reading, String reason) {
    assertThatThrownBy(reading).isInstanceOf(InvalidJsonException.class).hasMessage(reason);
  }

  @Test
  void whatIsAbsentNullOrEmptyTakesItsDefault() throws InvalidJsonException {
    JsonObject object = object("{'none':null,'empty':' ','list':[]}");

    for (String field : new String[] {"none", "absent"}) {
      assertThat(object.has(field)).isFalse();
      assertThat(object.text(field)).isNull();
      assertThat(object.decimal(field)).isNull();
      assertThat(object.count(field)).isZero();
      assertThat(object.texts(field)).isEmpty();
      assertThat(object.doubles(field)).isNull();
      assertThat(object.object(field)).isNull();
      assertThat(object.objects(field)).isEmpty();
    }
    assertThat(object.text("empty")).isNull();
    assertThat(object.doubles("list")).isEmpty();
  }

  @Test
  void numbersMayBeTextsOrCarryAFractionOfZero() throws InvalidJsonException {
    JsonObject object = object("{'w':'728','h':90.0,'price':' 1.50 '}");

    assertThat(object.size("w")).isEqualTo(728);
    assertThat(object.size("h")).isEqualTo(90);
    assertThat(object.decimal("price")).isEqualByComparingTo("1.5");
  }

  @Test
  void aWholeNumberHasADefaultOnlyWhereOneIsGiven() throws InvalidJsonException {
    JsonObject object = object("{'a':-7,'b':1.0,'c':'5','none':null,'d':{'e':[]}}");

    assertThat(object.whole("a")).isEqualTo(-7);
    assertThat(object.whole("a", 3)).isEqualTo(-7);
    assertThat(object.whole("absent", 3)).isEqualTo(3);
    assertThat(object.whole("none", 3)).isEqualTo(3);
    assertRefused(() -> object.whole("absent"), "absent must be a whole number");
    assertRefused(() -> object.whole("b", 3), "b must be a whole number");
    assertRefused(() -> object.whole("c", 3), "c must be a whole number");
    assertRefused(() -> object.object("d").whole("e", 3), "d.e must be a whole number");
  }

  @Test
  void anArrayOfNumbersHasNoOtherElements() throws InvalidJsonException {
    JsonObject object = object("{'a':[1,0.25,'0.5',1e-400],'b':[1,null],'c':{'d':['x']},'e':7}");

    assertThat(object.doubles("a")).containsExactly(1, 0.25, 0.5, 0);
    assertRefused(() -> object.doubles("b"), "b[1] must be a number, got null");
    assertRefused(() -> object.object("c").doubles("d"), "c.d[0] must be a number, got x");
    assertRefused(() -> object.doubles("e"), "e must be an array");
  }

  @Test
  void theFirstFaultIsToldWithItsPlace() throws InvalidJsonException {
    JsonObject object = object("{'list':[{'h':-1,'w':[],'id':{}},7]}");
    assertRefused(() -> object.objects("list"), "list[1] must be an object");

    JsonObject element = object("{'list':[{'h':-1,'w':[],'id':{}}]}").objects("list").get(0);
    assertRefused(() -> element.size("h"), "list[0].h must be positive, got -1");
    assertRefused(() -> element.count("w"), "list[0].w must be a whole number, got an array");
    assertRefused(() -> element.requiredText("id"), "list[0].id must be a text");
    assertRefused(() -> element.requiredText("name"), "list[0].name is missing");
  }
}
