import com.google.gson.JsonObject;

public class Unterminated {
    public static JsonObject main(JsonObject arguments) {
        System.out.print("no line feed");
        System.err.print("no line feed");
        return arguments;
    }
}
