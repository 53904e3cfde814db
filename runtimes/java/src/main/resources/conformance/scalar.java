import com.google.gson.JsonObject;

public class Scalar {
    public static String main(JsonObject arguments) {
        return "not a dictionary";
    }
}
