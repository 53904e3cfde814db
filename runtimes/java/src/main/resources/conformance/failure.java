import com.google.gson.JsonObject;

public class Failure {
    public static JsonObject main(JsonObject arguments) {
        if (arguments.has("good")) {
            return arguments;
        }
        throw new IllegalStateException("sample failure");
    }
}
