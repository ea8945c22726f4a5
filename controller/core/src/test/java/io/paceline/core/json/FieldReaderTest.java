package io.paceline.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FieldReaderTest {

  private enum Speed {
    EVEN,
    AS_SOON_AS_POSSIBLE
  }

  private final List<String> faults = new ArrayList<>();

  private FieldReader reader(String json) throws InvalidJsonException {
    return new FieldReader(
        DocumentParser.ofFiles("the file").parse(json.replace('\'', '"')), faults);
  }

  @Test
  void whatIsRightIsReadWithoutAFault() throws InvalidJsonException {
    FieldReader reader =
        reader(
            "{'text':'a','flag':true,'whole':9223372036854775807,'money':'12.5','cpm':0.001,"
                + "'speed':'As-Soon-As-Possible','list':[1,2],'inner':{'x':1}}");

    assertThat(reader.text("text")).isEqualTo("a");
    assertThat(reader.flag("flag")).isTrue();
    assertThat(reader.whole("whole", 0)).isEqualTo(Long.MAX_VALUE);
    assertThat(reader.micros("money", 6)).isEqualTo(12_500_000);
    assertThat(reader.micros("cpm", 3)).isEqualTo(1);
    assertThat(reader.constant("speed", Speed.class)).isEqualTo(Speed.AS_SOON_AS_POSSIBLE);
    assertThat(reader.list("list", value -> reader.integer(value, 0, 2))).containsExactly(1, 2);
    assertThat(reader.object("inner").whole("x", 0)).isEqualTo(1);
    assertThat(reader.text("absent")).isNull();
    assertThat(reader.object("absent")).isNull();
    reader.refuseUnknown();
    assertThat(faults).isEmpty();
  }

  @Test
  void allFaultsAreGatheredWithTheirPlaces() throws InvalidJsonException {
    FieldReader reader =
        reader(
            "{'text':1,'flag':'no','whole':1.5,'money':-1,'speed':'fast',"
                + "'list':[0,3,2147483648,'x'],'inner':{'deep':[{'y':0}],'lenght':1}}");

    assertThat(reader.text("text")).isNull();
    assertThat(reader.flag("flag")).isNull();
    assertThat(reader.whole("whole", 0)).isNull();
    assertThat(reader.micros("money", 6)).isNull();
    assertThat(reader.constant("speed", Speed.class)).isNull();
    assertThat(reader.list("list", value -> reader.integer(value, 0, 2))).containsExactly(0);
    assertThat(reader.required("id")).isNull();
    FieldReader inner = reader.object("inner");
    inner.value("length");
    inner.list("deep", value -> inner.object(value).whole("y", 1));
    inner.refuseUnknown();

    assertThat(faults)
        .containsExactly(
            "text: must be text in quotes, got 1",
            "flag: must be true or false, got \"no\"",
            "whole: must be a whole number, got 1.5",
            "money: must not be negative, got -1",
            "speed: must be one of even, as-soon-as-possible, got \"fast\"",
            "list[1]: must be 0 to 2, got 3",
            "list[2]: must be a whole number, got 2147483648",
            "list[3]: must be a whole number, got \"x\"",
            "id: is missing",
            "inner.deep[0].y: must be positive, got 0",
            "inner.lenght: is not a known field, did you mean length?");
  }

  @Test
  void anAmountWithAHostileExponentIsRefusedUnscaled() throws InvalidJsonException {
    FieldReader reader = reader("{'large':1e999999999,'fine':1e-999999999}");

    assertThat(reader.micros("large", 6)).isNull();
    assertThat(reader.micros("fine", 6)).isNull();
    assertThat(faults)
        .containsExactly(
            "large: must be at most 100000000000.000000, got 1E+999999999",
            "fine: must have at most 6 decimals, got 1E-999999999");
  }

  /**
   * The blanks are those of a keyboard, and those that are copied from tables, web pages and texts
   * in Japanese.
   */
  @Property(tries = 300, seed = "8")
  void blanksAroundATextAreLeftOutOfFilesAsOfRequests(
      @ForAll
          @Chars({' ', '\t', '\n', '\r', '\u00a0', '\u2003', '\u202f', '\u3000'})
          @StringLength(max = 3)
          String before,
      @ForAll @CharRange(from = 'a', to = 'z') @Chars({' ', '\u00a0', '-'}) @StringLength(max = 6)
          String inner,
      @ForAll
          @Chars({' ', '\t', '\n', '\r', '\u00a0', '\u2003', '\u202f', '\u3000'})
          @StringLength(max = 3)
          String after)
      throws InvalidJsonException {
    String text = "x" + inner + "x";
    byte[] json =
        JsonBytes.write(
            out -> {
              out.writeStartObject();
              out.writeStringField("text", before + text + after);
              JsonBytes.texts(out, "list", List.of(before + text + after));
              out.writeStringField("blank", before + after);
              out.writeEndObject();
            });
    JsonObject object = DocumentParser.ofMessages("the message").parseObject(json);
    List<String> told = new ArrayList<>();
    FieldReader written = new FieldReader(object, told);
    LenientObject sent = new LenientObject(object, new LeftOut());

    assertThat(written.text("text")).isEqualTo(text);
    assertThat(sent.text("text")).isEqualTo(text);
    assertThat(written.list("list", written::text)).containsExactly(text);
    assertThat(sent.list("list")).containsExactly(text);
    assertThat(told).isEmpty();
    assertThat(written.text("blank")).isNull();
    assertThat(sent.has("blank")).isFalse();
    assertThat(told).containsExactly("blank: must not be empty");
  }
}
