public class Broken {
    public static void main(
